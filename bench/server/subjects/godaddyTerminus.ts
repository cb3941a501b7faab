import { createServer } from 'node:http'
import { createTerminus } from '@godaddy/terminus'
import { askOf, DEPENDENCIES } from '../checks.js'
import { listen } from './listen.js'
import type { Subject } from './subject.js'

/** `@godaddy/terminus` before a bare server, with the names of the dependencies in its answer. */
export const godaddyTerminus: Subject = (dependency) => {
  const ask = askOf(dependency)
  const server = createServer((_, response) => response.writeHead(404).end())
  createTerminus(server, {
    signals: [],
    healthChecks: {
      '/health': async () =>
        Object.fromEntries(
          await Promise.all(
            DEPENDENCIES.map(async (name) => {
              await ask()
              return [name, { status: 'up' }]
            }),
          ),
        ),
    },
  })
  return listen(server)
}
