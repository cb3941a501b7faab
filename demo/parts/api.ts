import { once } from 'node:events'
import { createServer } from 'node:http'
import { createNodeHandler } from 'react-api-status/server'
import { createOrdersHealth } from '../api/health.js'
import { OrderBook } from '../api/orders.js'
import { PackingSlips } from '../api/packingSlips.js'
import { Recommendations } from '../api/recommendations.js'
import { answer } from '../api/routes.js'
import { attachmentsDirectory, HOST, origin, readSettings } from '../settings.js'
import { runPart } from './part.js'

runPart(async (delays) => {
  const settings = readSettings()
  const orders = new OrderBook(settings.ports.database)
  const recommendations = new Recommendations(origin(settings, 'recommendations'))
  const slips = new PackingSlips(attachmentsDirectory(settings), () => delays.of('disk'))
  const health = createNodeHandler(createOrdersHealth(orders, recommendations, slips))

  const server = createServer((request, response) => {
    void delays.wait('api').then(() => {
      if (isHealthPath(request.url ?? '/')) return health(request, response)
      return answer({ orders, recommendations, slips }, request, response)
    })
  })
  await once(server.listen(settings.ports.api, HOST), 'listening')
})

function isHealthPath(url: string): boolean {
  return /^(\/api)?\/health(\/|\?|$)/.test(url)
}
