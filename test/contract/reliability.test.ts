import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { readTitles, titlesIn } from './testTitles.js'

const doc = readFileSync(join(import.meta.dirname, '../../docs/reliability.md'), 'utf8')
const titles = readTitles()

/** Of the engine (R), and of calling what fails (Q). */
const REQUIREMENTS = ['R', 'Q'].flatMap((letter) =>
  Array.from({ length: 40 }, (_, index) => `${letter}${index + 1}`),
)

/** A line of one of the tables. */
interface Row {
  readonly id: string
  readonly tests: readonly { readonly file: string; readonly title: string }[]
  /** It says that something in it is not covered, and why. */
  readonly gap: string | undefined
}

/** A test is named as `file`: “title”; what follows in the same file needs no name again. */
function rowsIn(text: string): readonly Row[] {
  return [...text.matchAll(/^\| (?<id>[A-Z]?\d+b?) \| (?<cells>.+) \|$/gm)].map(({ groups }) => {
    const { id = '', cells = '' } = groups ?? {}
    const tests: { file: string; title: string }[] = []
    for (const [, file, rest = ''] of cells.matchAll(
      /`((?:test|playwright)\/[^`]+)`:((?:[^`]|`(?!test\/|playwright\/))*)/g,
    )) {
      for (const [, title] of rest.matchAll(/“([^”]+)”/g)) {
        tests.push({ file: file ?? '', title: (title ?? '').replaceAll('\\|', '|') })
      }
    }
    return { id, tests, gap: /Not covered: \S.+/.exec(cells)?.[0] }
  })
}

const rows = rowsIn(doc)

/** The requirements that a title says it proves. */
function requirementsOf(title: string): readonly string[] {
  const [, list = ''] = /\(((?:[RQ]\d+(?:, )?)+)\)$/.exec(title) ?? []
  return list.split(', ').filter(Boolean)
}

describe('docs/reliability.md', () => {
  it('names every requirement once', () => {
    const ids = rows.map(({ id }) => id).filter((id) => /^[RQ]/.test(id))
    expect(ids).toEqual(REQUIREMENTS)
  })

  it('has a test or a reason in every line', () => {
    expect(rows.length).toBeGreaterThan(REQUIREMENTS.length)
    expect(rows.filter(({ tests, gap }) => tests.length === 0 && !gap).map(({ id }) => id)).toEqual([])
  })

  it('names only tests that there are', () => {
    const missing = rows.flatMap(({ id, tests }) =>
      tests
        .filter(({ file, title }) => !titles.get(file)?.includes(title))
        .map(({ file, title }) => `${id}: ${file} has no test “${title}”`),
    )
    expect(missing).toEqual([])
  })

  it('names for each requirement the tests whose titles say that they prove it, and no others', () => {
    const named = rows
      .filter(({ id }) => /^[RQ]/.test(id))
      .flatMap(({ id, tests }) => tests.map(({ file, title }) => `${id} ${file}: ${title}`))
    const said = [...titles].flatMap(([file, list]) =>
      list.flatMap((title) => requirementsOf(title).map((id) => `${id} ${file}: ${title}`)),
    )
    // What stands here is in one of the two and not in the other.
    expect({
      notInTheTable: said.filter((test) => !named.includes(test)),
      notInATitle: named.filter((test) => !said.includes(test)),
    }).toEqual({ notInTheTable: [], notInATitle: [] })
  })
})

describe('what this test reads', () => {
  it('are the tests of a file, those of a table and those named by a template among them', () => {
    const text = [
      "it('runs', () => {})",
      "it.each([1])('runs with %i (R1)', () => {})",
      'test(`runs in ${browser} (R2, R3)`, async ({ page }) => {})',
      "it.skip('does not run', () => {})",
      "describe('a group', () => {})",
      "call('something else', () => {})",
    ].join('\n')
    const found = titlesIn('a.test.ts', text)
    expect(found).toEqual(['runs', 'runs with %i (R1)', 'runs in … (R2, R3)'])
    expect(found.map(requirementsOf)).toEqual([[], ['R1'], ['R2', 'R3']])
  })

  it('are rows with their tests, and with what they say is missing', () => {
    const text = [
      '| id | promise | test |',
      '| R1 | Polls. | `test/a.test.ts`: “one”, “two \\| three”<br>`playwright/b.spec.ts`: “four” |',
      '| 6b | Opens. | Not covered: nobody can. |',
    ].join('\n')
    expect(rowsIn(text)).toEqual([
      {
        id: 'R1',
        tests: [
          { file: 'test/a.test.ts', title: 'one' },
          { file: 'test/a.test.ts', title: 'two | three' },
          { file: 'playwright/b.spec.ts', title: 'four' },
        ],
        gap: undefined,
      },
      { id: '6b', tests: [], gap: 'Not covered: nobody can.' },
    ])
  })
})
