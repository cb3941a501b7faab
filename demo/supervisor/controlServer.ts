import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { readJson, sendJson } from '../json.js'
import type { Mailbox } from '../email/mailbox.js'
import type { FaultBox } from './faultBox.js'
import { AbsentError } from './faultBox.js'
import { readFaultRequest } from './faultRequest.js'

/**
 * `GET /faults` says what is broken, `POST /faults` breaks and mends, `GET /mails` shows what the mail server has taken. It
 * lives in the supervisor: it outlives the API and the mail server.
 */
export function createControlServer(box: FaultBox, mailbox: Mailbox): Server {
  return createServer((request, response) => {
    answer(box, mailbox, request, response).catch((error: Error) => {
      if (error instanceof AbsentError) return sendJson(response, 409, { error: error.message })
      console.error(`${request.method} ${request.url}: ${error.message}`)
      sendJson(response, 500, { error: error.message, faults: box.faults() })
    })
  })
}

async function answer(
  box: FaultBox,
  mailbox: Mailbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!comesFromHere(request))
    return sendJson(response, 403, { error: 'Only pages of this machine may ask.' })
  const { pathname } = new URL(request.url ?? '/', 'http://control')
  if (pathname === '/mails' && request.method === 'GET') return sendJson(response, 200, await mailbox.list())
  if (pathname !== '/faults') {
    return sendJson(response, 404, { error: 'Expected GET /faults, POST /faults or GET /mails.' })
  }
  if (request.method === 'GET') return sendJson(response, 200, box.faults())
  if (request.method !== 'POST') {
    return sendJson(response, 405, { error: 'Expected GET or POST.' }, { allow: 'GET, POST' })
  }

  let wanted
  try {
    wanted = readFaultRequest(await readJson(request))
  } catch (error) {
    return sendJson(response, 400, { error: (error as Error).message })
  }
  await box.apply(wanted.target, wanted.fault)
  sendJson(response, 200, box.faults())
}

/** A page on some other site must not break the demo behind the back of whoever runs it. */
function comesFromHere({ headers }: IncomingMessage): boolean {
  const names = [
    hostnameOf(`http://${headers.host}`),
    ...(headers.origin ? [hostnameOf(headers.origin)] : []),
  ]
  return names.every((name) => name === '127.0.0.1' || name === 'localhost' || name === '[::1]')
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
