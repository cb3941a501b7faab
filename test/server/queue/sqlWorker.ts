/** Does the jobs of a queue in a process of its own until it is killed. Says when it has begun. */
import pg from 'pg'
import { createQueue, sqlQueueStore } from '../../../src/server.js'
import type { Step } from './sqlWorkers.js'

const pool = new pg.Pool(JSON.parse(process.argv[2] ?? '{}') as pg.PoolConfig)
pool.on('error', () => {})

createQueue<Step>({
  name: 'steps',
  store: sqlQueueStore(pool, { pollInterval: 50 }),
  lease: 1500,
  backoff: () => 20,
  async perform({ key, data: { order, step }, attempt }) {
    if (step % 7 === 3 && attempt === 1) throw new Error('The first attempt fails.')
    await pool.query(
      'insert into effects (key, "order", step) values ($1, $2, $3) on conflict (key) do nothing',
      [key, order, step],
    )
    process.send?.('did')
  },
}).start()
process.once('disconnect', () => process.exit())
