import { patience } from '../patience.js'

/** Says one command of https://www.w3.org/TR/webdriver2 to a driver, and resolves with what it answers. */
export type Command = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** By this name an answer of a driver refers to an element of the page. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** The line to a driver at `origin`. A refused command is an error with the driver's own words. */
export function connect(origin: string): Command {
  return async (method, path, body) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience(30)),
    })
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null }
    if (!response.ok)
      throw new Error(`${method} ${path}: ${value?.error ?? response.status} ${value?.message ?? ''}`)
    return value
  }
}

/** A browser. Everything concerns the window that is current. */
export class Session {
  readonly #command: Command

  private constructor(command: Command) {
    this.#command = command
  }

  /** Starts a browser that has `capabilities`. */
  static async start(command: Command, capabilities: object): Promise<Session> {
    const answer = await command('POST', '/session', { capabilities: { alwaysMatch: capabilities } })
    const { sessionId } = answer as { sessionId: string }
    return new Session((method, path, body) => command(method, `/session/${sessionId}${path}`, body))
  }

  async open(url: string): Promise<void> {
    await this.#command('POST', '/url', { url })
  }

  async reload(): Promise<void> {
    await this.#command('POST', '/refresh', {})
  }

  /** Runs a function in the page; it sees nothing of what is around it here. */
  async evaluate<Result>(inPage: () => Result): Promise<Result> {
    return (await this.#command('POST', '/execute/sync', {
      script: `return (${inPage.toString()})()`,
      args: [],
    })) as Result
  }

  async click(selector: string): Promise<void> {
    await this.#command('POST', `/element/${await this.#find(selector)}/click`, {})
  }

  /** Types, in place of what stands there. */
  async fill(selector: string, text: string): Promise<void> {
    const element = await this.#find(selector)
    await this.#command('POST', `/element/${element}/clear`, {})
    await this.#command('POST', `/element/${element}/value`, { text })
  }

  /** The current window. */
  async window(): Promise<string> {
    return (await this.#command('GET', '/window')) as string
  }

  /** Opens another window. It does not become the current one. */
  async openWindow(): Promise<string> {
    return ((await this.#command('POST', '/window/new', { type: 'window' })) as { handle: string }).handle
  }

  async use(window: string): Promise<void> {
    await this.#command('POST', '/window', { handle: window })
  }

  async end(): Promise<void> {
    await this.#command('DELETE', '')
  }

  async #find(selector: string): Promise<string> {
    const found = await this.#command('POST', '/element', { using: 'css selector', value: selector })
    return (found as { [ELEMENT]: string })[ELEMENT]
  }
}
