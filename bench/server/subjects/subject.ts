import type { Server } from 'node:http'
import type { Dependency } from '../checks.js'

/** A server to be measured, listening on a free port of loopback. It answers its health at `/health`. */
export type Subject = (dependency: Dependency) => Promise<Server>
