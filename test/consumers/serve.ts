import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A server of a consumer's, in a process of its own. */
export interface Served {
  readonly url: string
  stop(): void
}

/**
 * Runs Node with these arguments and waits until it prints an address on loopback. Rejects when it ends before, or says
 * nothing for half a minute.
 */
export async function serve(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Served> {
  const child = spawn(process.execPath, args, {
    cwd,
    // Colours would come between the host and the port.
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const silence = setTimeout(() => child.kill(), 30_000)
  try {
    for await (const line of lines) {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
      if (url !== undefined) return { url, stop: () => child.kill() }
    }
    throw new Error(`The server printed no address before it ended: node ${args.join(' ')}`)
  } finally {
    clearTimeout(silence)
    child.stdout.resume()
  }
}
