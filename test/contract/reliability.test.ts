import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { readTitles, titlesIn } from './testTitles.js'

const titles = readTitles()

/**
 * Which page says what is promised of the engine (R), of calling what fails (Q), of the health service (H, and P for the
 * defects of its peers), and of what people see (U).
 */
const PAGES: readonly { readonly page: string; readonly counts: Readonly<Record<string, number>> }[] = [
  { page: 'docs/reliability.md', counts: { R: 40, Q: 40, H: 30, P: 16 } },
  { page: 'docs/accessibility.md', counts: { U: 32 } },
]

/** A line of one of the tables. */
interface Row {
  readonly id: string
  readonly tests: readonly { readonly file: string; readonly title: string }[]
  /** What holds it as a whole, where no single test can: a script of package.json. */
  readonly scripts: readonly string[]
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
    const scripts = [...cells.matchAll(/Held by `npm run ([^`]+)`/g)].map(([, script = '']) => script)
    return { id, tests, scripts, gap: /Not covered: \S.+/.exec(cells)?.[0] }
  })
}

/** The requirements that a title says it proves: `(R1, R2)`, or `(U7) (U9)`. */
function requirementsOf(title: string): readonly string[] {
  const [lists = ''] = /(?: \((?:[RQUHP]\d+(?:, )?)+\))+$/.exec(title) ?? []
  return lists.match(/[RQUHP]\d+/g) ?? []
}

describe.each(PAGES)('$page', ({ page, counts }) => {
  const rows = rowsIn(readFileSync(join(import.meta.dirname, '../..', page), 'utf8'))
  const requirements = Object.entries(counts).flatMap(([letter, length]) =>
    Array.from({ length }, (_, index) => `${letter}${index + 1}`),
  )
  const letters = Object.keys(counts)
  const isPromised = (id: string): boolean => letters.some((letter) => id.startsWith(letter))

  it('names every requirement once', () => {
    expect(rows.map(({ id }) => id).filter(isPromised)).toEqual(requirements)
  })

  it('has a test, a script or a reason in every line', () => {
    const bare = rows.filter(({ tests, scripts, gap }) => tests.length + scripts.length === 0 && !gap)
    expect(bare.map(({ id }) => id)).toEqual([])
  })

  it('names only scripts that there are', () => {
    const named = rows.flatMap(({ scripts }) => scripts)
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([])
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
      .filter(({ id }) => isPromised(id))
      .flatMap(({ id, tests }) => tests.map(({ file, title }) => `${id} ${file}: ${title}`))
    const said = [...titles].flatMap(([file, list]) =>
      list.flatMap((title) =>
        requirementsOf(title)
          .filter(isPromised)
          .map((id) => `${id} ${file}: ${title}`),
      ),
    )
    // What stands here is in one of the two and not in the other.
    expect({
      notInTheTable: said.filter((test) => !named.includes(test)),
      notInATitle: named.filter((test) => !said.includes(test)),
    }).toEqual({ notInTheTable: [], notInATitle: [] })
  })
})

it('a title names only requirements that a page lists', () => {
  const listed = PAGES.flatMap(({ counts }) => Object.entries(counts))
  const unknown = [...titles.values()]
    .flat()
    .flatMap(requirementsOf)
    .filter((id) => !listed.some(([letter, count]) => id.startsWith(letter) && Number(id.slice(1)) <= count))
  expect(unknown).toEqual([])
})

describe('what this test reads', () => {
  it('are the tests of a file, those of a table and those named by a template among them', () => {
    const text = [
      "it('runs', () => {})",
      "it.each([1])('runs with %i (R1)', () => {})",
      'test(`runs in ${browser} (R2, R3)`, async ({ page }) => {})',
      "it('is seen (R4) (U5)', () => {})",
      "it.skip('does not run', () => {})",
      "describe('a group', () => {})",
      "call('something else', () => {})",
    ].join('\n')
    const found = titlesIn('a.test.ts', text)
    expect(found).toEqual(['runs', 'runs with %i (R1)', 'runs in … (R2, R3)', 'is seen (R4) (U5)'])
    expect(found.map(requirementsOf)).toEqual([[], ['R1'], ['R2', 'R3'], ['R4', 'U5']])
  })

  it('are rows with their tests, and with what they say is missing', () => {
    const text = [
      '| id | promise | test |',
      '| R1 | Polls. | `test/a.test.ts`: “one”, “two \\| three”<br>`playwright/b.spec.ts`: “four” |',
      '| U6 | Looks. | Held by `npm run look`: each is looked at. |',
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
        scripts: [],
        gap: undefined,
      },
      { id: 'U6', tests: [], scripts: ['look'], gap: undefined },
      { id: '6b', tests: [], scripts: [], gap: 'Not covered: nobody can.' },
    ])
  })
})
