import type { Figure } from './figures.js'
import { judge } from './figures.js'
import type { Series } from './series.js'

/** A line of a table. */
export function print(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(40) + cells.map((cell) => cell.padStart(11)).join(''))
}

/** A number with so many digits; `never` where it is not finite. */
export function digits(value: number, count = 0): string {
  return value === Infinity ? 'never' : value.toFixed(count)
}

/** The heads of the columns of {@link printSeries}. */
export function printHeads(title: string): void {
  console.log(`\n${title}`)
  print('', ['first wave', 'peak', 'T50', 'T95', 'T99', 'T95 range', 'probes', 'efficiency', 'at worst'])
}

/** A policy's line; `perTab` is what share of the tabs poll. */
export function printSeries(series: Series, perTab: number): void {
  const { mean, lengths } = series
  const [shortest = mean] = lengths
  const times = lengths.map(({ t95 }) => t95)
  const worst = Math.max(...lengths.map(({ efficiency }) => efficiency))
  print(series.policy.name, [
    ...[mean.firstWave, mean.peak].map((load) => digits(load)),
    ...[mean.t50, mean.t95, mean.t99].map((time) => digits(time, 1)),
    `${digits(Math.min(...times), 1)}-${digits(Math.max(...times), 1)}`,
    ...[shortest.probes * perTab, mean.efficiency, worst].map((ratio) => digits(ratio, 2)),
  ])
}

/** Holds a series to a figure: prints both, and lets the process fail where they do not agree. */
export function printFigure(title: string, series: Series, figure: Figure): void {
  const { mean, run, isHeld } = judge(series, figure)
  const cells = [String(figure.limit), digits(mean, 2), digits(run, 2), isHeld ? 'held' : 'NOT HELD']
  print(`${figure.name}, ${title}`, cells)
  if (!isHeld) process.exitCode = 1
}
