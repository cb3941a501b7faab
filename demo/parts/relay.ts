import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { pipeline, Transform } from 'node:stream'
import { HOST } from '../settings.js'
import type { Delays } from './part.js'

/** Joins a client to the database, and holds back each answer for as long as the database is told to be slow. */
export async function relay(client: Socket, innerPort: Promise<number>, delays: Delays): Promise<void> {
  // Until the pipelines listen, an error of the socket would end the process.
  client.on('error', () => {})
  const database = connect(await innerPort, HOST)
  const hold = new Transform({
    transform(chunk, _encoding, done) {
      delays.wait('database').then(() => done(null, chunk), done)
    },
  })
  pipeline(client, database, () => {})
  pipeline(database, hold, client, () => {})
}
