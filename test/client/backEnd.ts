import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { BackendError } from '../../src/client/backendError.js'
import { isBackendError } from '../../src/client/backendError.js'
import type { BackendClient } from '../../src/client/createBackendClient.js'
import { createBackendClient } from '../../src/client/createBackendClient.js'
import type { BackendClientOptions } from '../../src/client/options.js'
import type { Clock, Timer } from '../../src/time/clock.js'
import { systemClock } from '../../src/time/clock.js'
import type { Behaviour, MisbehavingServer } from '../monitor/misbehavingServer.js'
import { misbehavingServer } from '../monitor/misbehavingServer.js'

/** So long that no test ever waits for it, nor for a share of it. */
const NEVER = 1_000_000_000

/** A clock in whose time nothing happens but waits, each of which is over at once and noted. Only timeouts never come. */
export class HurriedClock implements Clock {
  readonly waits: number[] = []
  #now = 0

  now(): number {
    return this.#now
  }

  wallNow(): number {
    return Date.UTC(2026, 0, 1) + this.#now
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    if (delayMs >= NEVER / 100) return {} as Timer
    this.waits.push(delayMs)
    return systemClock.setTimeout(() => {
      this.#now += delayMs
      callback()
    }, 0)
  }

  clearTimeout(timer: Timer): void {
    if ('ref' in timer) systemClock.clearTimeout(timer)
  }

  pass(ms: number): void {
    this.#now += ms
  }
}

/** Options of a client, with or without a monitor. */
export type Choices = Partial<Pick<BackendClientOptions, keyof BackendClientOptions>>

/** A client of a real server, without chance: delays are exactly those asked for. */
export interface Scene {
  readonly server: MisbehavingServer
  readonly client: BackendClient
  readonly clock: HurriedClock
}

/** Starts a server that behaves like that, one request after the other, the last one for ever; and a client of it. */
export async function scene(
  behaviours: Behaviour | readonly Behaviour[],
  options: Choices = {},
): Promise<Scene> {
  const [...rest] = [behaviours].flat()
  const server = await misbehavingServer((request, response) => {
    const behaviour = rest.length > 1 ? rest.shift() : rest[0]
    behaviour?.(request, response)
  })
  onTestFinished(() => server.stop())
  return { server, ...clientOf(server.origin, options) }
}

/** A client on a hurried clock. */
export function clientOf(
  baseUrl: string,
  options: Choices = {},
): { client: BackendClient; clock: HurriedClock } {
  const clock = new HurriedClock()
  const defaults = { baseUrl, clock, random: () => 0.5, timeout: NEVER, breaker: false, retryBudget: false }
  const client = createBackendClient({ ...defaults, ...options } as BackendClientOptions)
  return { client, clock }
}

/** An origin on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** What a call rejects with, which must be a {@link BackendError}. */
export async function failureOf(call: Promise<unknown>): Promise<BackendError> {
  const error = await thrownBy(call)
  if (!isBackendError(error)) throw new Error('The call did not fail with a BackendError.', { cause: error })
  return error
}

/** What a call rejects with. */
export async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (data) => {
      throw new Error(`The call went well: ${JSON.stringify(data)}`)
    },
    (error: unknown) => error,
  )
}

/** Takes the body of the request down, and then behaves like that. */
export function reading(bodies: string[], then: Behaviour): Behaviour {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString())
      then(request, response)
    })
  }
}
