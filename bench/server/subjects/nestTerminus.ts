import 'reflect-metadata'
import { Controller, Get, Inject } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { HealthCheckResult } from '@nestjs/terminus'
import { HealthCheck, HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus'
import { askOf, DEPENDENCIES } from '../checks.js'
import type { Subject } from './subject.js'

/**
 * `@nestjs/terminus` on Fastify, the faster of Nest's two platforms, with the cheaper of its two ways to write an
 * indicator: `attempt()` makes an AbortSignal for each dependency of each request.
 */
export const nestTerminus: Subject = async (dependency) => {
  const ask = askOf(dependency)

  class HealthController {
    readonly health: HealthCheckService
    readonly indicators: HealthIndicatorService
    constructor(health: HealthCheckService, indicators: HealthIndicatorService) {
      this.health = health
      this.indicators = indicators
    }
    check(): Promise<HealthCheckResult> {
      return this.health.check(
        DEPENDENCIES.map((name) => async () => {
          await ask()
          return this.indicators.check(name).up()
        }),
      )
    }
  }

  // What `@Controller('health')` and the others say, for a compiler that only erases types.
  Inject(HealthCheckService)(HealthController, undefined, 0)
  Inject(HealthIndicatorService)(HealthController, undefined, 1)
  const check = Object.getOwnPropertyDescriptor(HealthController.prototype, 'check') as PropertyDescriptor
  Get()(HealthController.prototype, 'check', check)
  HealthCheck()(HealthController.prototype, 'check', check)
  Controller('health')(HealthController)

  const app = { module: TerminusModule, controllers: [HealthController] }
  const nest = await NestFactory.create<NestFastifyApplication>(app, new FastifyAdapter(), { logger: false })
  await nest.listen(0, '127.0.0.1')
  return nest.getHttpServer()
}
