import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INITDB, POSTGRES, POSTGRES_SERVER } from '../../run/engines.js'
import type { EngineProcess } from './engineProcess.js'
import { engineProcess, freePort, programOf } from './engineProcess.js'

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
  /** Kills it and removes what it left. */
  close(): Promise<void>
}

export async function postgresServer(): Promise<PostgresServer> {
  const connection = {
    host: '127.0.0.1',
    port: await freePort(),
    user: 'health',
    password: 'only-for-tests',
    database: 'postgres',
  }
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, connection.password)
  const user = unprivilegedUser()
  const options = { cwd: folder, ...user }
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid)
  const identity = [`--username=${connection.user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const initdb = ['--no-sync', '--encoding=UTF8', '--locale=C', ...identity, `--pgdata=${data}`]
  execFileSync(programOf(POSTGRES, INITDB), initdb, { ...options, stdio: 'pipe', timeout: 60_000 })

  const settings = [
    `port=${connection.port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'lc_messages=C',
  ]
  const engine = engineProcess({
    path: programOf(POSTGRES, POSTGRES_SERVER),
    args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    options,
    ready: /ready to accept (read-only )?connections/,
  })
  return {
    ...engine,
    connection,
    becomeStandby: () => writeFileSync(join(data, 'standby.signal'), ''),
    async close() {
      await engine.kill()
      rmSync(folder, { recursive: true, force: true })
    },
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
