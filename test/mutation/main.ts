import { Server } from 'node:net'
import { StrykerCli } from '@stryker-mutator/core'

/** Stryker's workers send their logs to a server in this process, which would listen on every interface. */
function keepToLoopback(): void {
  const { listen } = Server.prototype
  Server.prototype.listen = function onLoopback(this: Server, ...given: unknown[]) {
    const [first] = given
    const args = typeof first === 'function' ? [0, '127.0.0.1', first] : given
    return Reflect.apply(listen, this, args) as Server
  }
}

keepToLoopback()
new StrykerCli(['node', 'stryker', 'run', ...process.argv.slice(2)]).run()
