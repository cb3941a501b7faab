import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { pipeline, Transform } from 'node:stream'
import type { FaultTarget } from '../faultTargets.js'
import { HOST } from '../settings.js'
import type { Delays } from './part.js'

/** Joins a client to the real server, and holds back each answer for as long as `target` is told to be slow. */
export async function relay(
  client: Socket,
  innerPort: Promise<number>,
  delays: Delays,
  target: FaultTarget,
): Promise<void> {
  // Until the pipelines listen, an error of the socket would end the process.
  client.on('error', () => {})
  const server = connect(await innerPort, HOST)
  const hold = new Transform({
    transform(chunk, _encoding, done) {
      delays.wait(target).then(() => done(null, chunk), done)
    },
  })
  pipeline(client, server, () => {})
  pipeline(server, hold, client, () => {})
}
