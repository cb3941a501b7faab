import type { Random } from '../../src/time/random.js'
import { interleave } from './interleave.js'
import { fail, fresh, opened } from './prepare.js'
import { ANSWERING, FILLS, failingWith, PASSING, REFUSING, SHARING } from './rows.js'
import type { Samples } from './samples.js'
import { bare } from './subject.js'
import type { Trial } from './trial.js'
import { bursts, rejected, resolved, steady } from './trial.js'

/** Rounds that count, after those in which the machine learns the code. */
const ROUNDS = 50
const WARM_UP = 10
/** Rounds of those few that are so close to one another that it takes more of them to tell. */
const CLOSE_ROUNDS = 300

/** Calls in a round of a row: of those that go well, those that are refused, those that fail. */
const CALLS = { passing: 1500, refused: 300, failing: 300 }
/** opossum goes through its whole window at each failure; so many entries in a round. */
const ENTRIES = 30_000

/** The rows of a table by name, and `bare` among them: what each took, round by round. */
export type Rows = ReadonlyMap<string, Samples>

/** All that is timed. */
export interface Tables<Table> {
  readonly closed: Table
  readonly sharing: Table
  readonly open: Table
  /** By how many calls are in the window. */
  readonly failing: ReadonlyMap<number, Table>
}

/** Times all rows of all tables in turn with one another. */
export async function timeTables(random: Random): Promise<Tables<Rows>> {
  const { closed, sharing, open, failing } = await prepareTables()
  const trials = [closed, open, ...failing.values()].flat()
  const samples = new Map([
    ...(await interleave(trials, { rounds: ROUNDS, warmUp: WARM_UP, random })),
    ...(await interleave(sharing, { rounds: CLOSE_ROUNDS, warmUp: WARM_UP, random })),
  ])
  for (const trial of [...trials, ...sharing]) trial.dispose()

  const rows = (table: readonly Trial[]) =>
    new Map(table.map((trial) => [trial.name, samples.get(trial) ?? []] as const))
  return {
    closed: rows(closed),
    sharing: rows(sharing),
    open: rows(open),
    failing: new Map([...failing].map(([fill, table]) => [fill, rows(table)] as const)),
  }
}

async function prepareTables(): Promise<Tables<readonly Trial[]>> {
  const refusing = await Promise.all(REFUSING.map((subject) => opened(subject)))
  const answering = await Promise.all(ANSWERING.map((subject) => opened(subject)))
  return {
    closed: PASSING.map((subject) => steady(fresh(subject), CALLS.passing, resolved)),
    sharing: SHARING.map((subject) => steady(fresh(subject), CALLS.passing, resolved)),
    open: [
      steady(fresh(bare), CALLS.passing, resolved),
      steady(fresh({ ...bare, name: 'bare, rejecting' }, fail), CALLS.refused, rejected),
      ...refusing.map((prepared) => steady(prepared, CALLS.refused, rejected)),
      ...answering.map((prepared) => steady(prepared, CALLS.refused, resolved)),
    ],
    failing: new Map(
      FILLS.map((fill) => [
        fill,
        failingWith(fill).map((subject) => bursts(subject, fill, callsOf(subject.name, fill))),
      ]),
    ),
  }
}

function callsOf(name: string, fill: number): number {
  return name.startsWith('opossum') ? Math.min(CALLS.failing, ENTRIES / fill) : CALLS.failing
}
