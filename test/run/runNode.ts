import { spawn } from 'node:child_process'

export interface RunOptions {
  /** After so many minutes it is ended. */
  readonly minutes: number
  /** Where it runs. Default: where we do. */
  readonly cwd?: string
  /** Added to our own environment. */
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Runs Node with these arguments, the output passed on as it comes, and resolves with the exit code. It gets a process
 * group of its own, which is killed when the time is over, when we are told to end, and once it has ended, so that
 * nothing it started outlives it.
 */
export function runNode(
  args: readonly string[],
  { minutes, cwd = '.', env = {} }: RunOptions,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      cwd,
      env: { ...process.env, ...env },
    })
    const endGroup = (signal: NodeJS.Signals) => {
      try {
        process.kill(-(child.pid as number), signal)
      } catch {
        // Nobody is left in the group, which is what was wanted.
      }
    }
    const timer = setTimeout(() => {
      console.error(`Not done after ${minutes} minutes: ended.`)
      endGroup('SIGKILL')
    }, minutes * 60_000)
    const passOn = (signal: NodeJS.Signals) => {
      endGroup(signal)
      child.once('exit', () => process.exit(130))
    }
    process.on('SIGINT', passOn)
    process.on('SIGTERM', passOn)

    child.once('exit', (exitCode) => {
      clearTimeout(timer)
      process.off('SIGINT', passOn)
      process.off('SIGTERM', passOn)
      endGroup('SIGKILL')
      resolve(exitCode ?? 1)
    })
  })
}
