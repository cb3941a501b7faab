import { createServer } from 'node:net'
import type { Listener, Settings } from '../settings.js'
import { HOST, PORT_VARIABLES } from '../settings.js'

/** Rejects with one line that names the port and the variable that moves it, unless every port is free. */
export async function expectFreePorts(settings: Settings): Promise<void> {
  for (const [listener, [variable]] of Object.entries(PORT_VARIABLES)) {
    const port = settings.ports[listener as Listener]
    const code = await tryPort(port)
    if (code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is busy: end what listens there, or set ${variable} to another port.`)
    }
    if (code) throw new Error(`Port ${port} can't be used (${code}): set ${variable} to another port.`)
  }
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, HOST, () => server.close(() => resolve(undefined)))
  })
}
