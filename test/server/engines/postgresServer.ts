import { execFile, execFileSync } from 'node:child_process'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { INITDB, POSTGRES, POSTGRES_SERVER } from '../../run/engines.js'
import { leaveToCaretaker } from './caretaker.js'
import type { EngineProcess } from './engineProcess.js'
import { engineProcess, freePort, programOf } from './engineProcess.js'
import { temporaryFolder } from './temporaryFolder.js'

/** A PostgreSQL with nothing in it. */
export interface PostgresServer extends EngineProcess {
  /** How to connect; a role that may do everything. */
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password: string
    readonly database: string
  }
  /** From its next start on it is a standby, which takes no writes. */
  becomeStandby(): void
}

export async function postgresServer(): Promise<PostgresServer> {
  const connection = {
    host: '127.0.0.1',
    port: await freePort(),
    user: 'health',
    password: 'only-for-tests',
    database: 'postgres',
  }
  const folder = temporaryFolder('postgres')
  const data = join(folder.path, 'data')
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, connection.password)
  const user = unprivilegedUser()
  const options = { cwd: folder.path, ...user }
  if (user) for (const path of [folder.path, passwordFile]) chownSync(path, user.uid, user.gid)
  const identity = [`--username=${connection.user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const initdb = ['--no-sync', '--encoding=UTF8', '--locale=C', ...identity, `--pgdata=${data}`]
  const initialising = promisify(execFile)(programOf(POSTGRES, INITDB), initdb, {
    ...options,
    timeout: 60_000,
  })
  await initialising.finally(leaveToCaretaker({ pid: initialising.child.pid! }))

  const settings = [
    `port=${connection.port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    // In its folder: when it is killed, what it has in /dev/shm stays there.
    'dynamic_shared_memory_type=mmap',
    'fsync=off',
    'lc_messages=C',
  ]
  const engine = engineProcess({
    path: programOf(POSTGRES, POSTGRES_SERVER),
    args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    folder,
    options,
    ready: /ready to accept (read-only )?connections/,
  })
  return {
    ...engine,
    connection,
    becomeStandby: () => writeFileSync(join(data, 'standby.signal'), ''),
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (kind: '-u' | '-g', user: string) =>
    Number(execFileSync('id', [kind, user], { stdio: 'pipe' }))
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // This system has no such user.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.')
}
