import { expect } from '../expect.js'

/** A client of `ioredis`, by what is used of it. */
export interface IoredisScripts {
  evalsha(sha1: string, numberOfKeys: number, ...keysAndArguments: string[]): PromiseLike<unknown>
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): PromiseLike<unknown>
}

/** A client of `redis`, by what is used of it. */
export interface NodeRedisScripts {
  evalSha(sha1: string, options: ScriptArguments): PromiseLike<unknown>
  eval(script: string, options: ScriptArguments): PromiseLike<unknown>
}

/** What a script is run with, as `redis` wants it. */
export interface ScriptArguments {
  keys: string[]
  arguments: string[]
}

/** A client that runs scripts: of `ioredis` or of `redis`, of one server or of a cluster. */
export type RedisScripts = IoredisScripts | NodeRedisScripts

/** Runs a script with its keys and arguments. Never throws; what goes wrong is a rejection. */
export type RunScript = (keys: string[], args: string[]) => Promise<unknown>

/** `script` on `client`: by its digest, and in full where the server doesn't know it (yet, or after a restart). */
export function scriptOn(client: RedisScripts, script: string): RunScript {
  const run = runnerOf(client)
  let digest: Promise<string> | undefined
  return async (keys, args) => {
    try {
      return await run('digest', await (digest ??= sha1(script)), keys, args)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return await run('text', script, keys, args)
    }
  }
}

type Runner = (by: 'digest' | 'text', script: string, keys: string[], args: string[]) => PromiseLike<unknown>

function runnerOf(client: RedisScripts): Runner {
  const expected = 'a client of ioredis (with evalsha) or redis (with evalSha)'
  expect(typeof client?.eval === 'function', 'redisBreakerStore client', expected, client)
  if ('evalSha' in client)
    return (by, script, keys, args) =>
      client[by === 'digest' ? 'evalSha' : 'eval'](script, { keys, arguments: args })
  expect(typeof client.evalsha === 'function', 'redisBreakerStore client', expected, client)
  return (by, script, keys, args) =>
    client[by === 'digest' ? 'evalsha' : 'eval'](script, keys.length, ...keys, ...args)
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
