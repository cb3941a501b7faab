/** A process that starts databases and never ends them. Told to, it freezes them. */
import { postgresServer } from '../postgresServer.js'
import { redisServer } from '../redisServer.js'

const redis = await redisServer()
await redis.start()
process.send?.('made one')
const postgres = await postgresServer()
await postgres.start()
process.on('message', () => {
  for (const engine of [redis, postgres]) engine.freeze()
  process.send?.('frozen')
})
process.send?.('ready')
