import { median, ratio } from '../resilience/samples.js'
import type { Costs } from './costs.js'
import type { Waiting } from './hung.js'
import type { Memory } from './memory.js'
import type { Aggregation } from './sweep.js'
import { growth } from './sweep.js'

/** All that was measured. */
export interface Results {
  readonly costs: Costs
  readonly waiting: Waiting
  readonly memory: Memory
  readonly aggregation: Aggregation
}

/** Something that our service holds, and what was measured. */
export interface Held {
  readonly name: string
  readonly value: number
  /** The value is not more than this. */
  readonly limit: number
}

/** Whether it is held. What was not measured is not. */
export function isHeld({ value, limit }: Held): boolean {
  return value <= limit
}

/** Linear, and what a measurement of it strays. */
const LINEAR = 1.05

/** How long a check may take, in milliseconds: whoever waits that long has waited for the dependency. */
const TIMEOUT = 2000

/** Holds what was measured to what the service promises. */
export function judge({ costs, waiting, memory, aggregation }: Results): Held[] {
  const share = (row: string, of: string) => ratio(costs.get(row) ?? [], costs.get(of) ?? [])
  const peers = ['@fastify/under-pressure', '@godaddy/terminus', '@nestjs/terminus on Fastify']
  const megabytes = (mark: number) => memory.get(mark) ?? Number.NaN
  return [
    { name: 'report: share of the constant server', value: share('ours', 'constant'), limit: 1.25 },
    {
      name: 'liveness: share of the constant server',
      value: share('our liveness', 'constant liveness'),
      limit: 1.1,
    },
    {
      name: 'degradation and requireWritable before a constant: share of the constant server',
      value: share('constant behind degradation and requireWritable', 'constant'),
      limit: 1.1,
    },
    ...peers.flatMap((peer) =>
      ['', ', checks of 1 ms'].map((checks) => ({
        name: `report${checks}: share of ${peer}`,
        value: share(`ours${checks}`, `${peer}${checks}`),
        limit: 1,
      })),
    ),
    {
      name: 'p99 while a dependency hangs: share of p99 without',
      value: ratio(waiting.hung.p99, waiting.idle.p99),
      limit: 2,
    },
    {
      name: 'longest wait while a dependency hangs: share of its timeout',
      value: Math.max(...waiting.hung.longest) / TIMEOUT,
      limit: 0.5,
    },
    { name: 'aggregation of 1000 components, ms', value: aggregation.get(1000) ?? Number.NaN, limit: 5 },
    {
      name: 'aggregation: time grows with the number to the power of',
      value: growth(aggregation),
      limit: LINEAR,
    },
    {
      name: 'memory from 100 000 to a million requests, MB',
      value: megabytes(1_000_000) - megabytes(100_000),
      limit: 20,
    },
  ]
}

/** What each row takes, in µs, and how much that is of the constant server; the control says how far to trust it. */
export function table(costs: Costs): { name: string; micros: number; share: number }[] {
  const constant = costs.get('constant') ?? []
  return [...costs].map(([name, row]) => ({ name, micros: median(row), share: ratio(row, constant) }))
}
