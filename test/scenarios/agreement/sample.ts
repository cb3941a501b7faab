/** What callers were told between two equal reports, between which nothing had changed. */
export interface Sample {
  readonly report: {
    readonly statusCode: number
    readonly status: string
    readonly ready: boolean
    readonly readOnly: boolean
    readonly components: Readonly<Record<string, { readonly status: string; readonly critical: boolean }>>
  }
  /** Status code of `/readiness`. */
  readonly readiness: number
  /** Status code of `/liveness`. */
  readonly liveness: number
  /** What the page of each component said. */
  readonly pages: Readonly<Record<string, string>>
  /** The header that names what is at fault, on an answer of each kind. */
  readonly headers: Readonly<Record<'read' | 'write' | 'write that may wait', string | null>>
  /** What a read said of the service in its body. */
  readonly read: {
    readonly degraded: boolean
    readonly degradedServices: readonly string[]
    readonly readOnly: boolean
    /** Where its data came from. */
    readonly source: string
  }
  /** Whether a write was refused for the sake of read-only. */
  readonly isWriteRefused: boolean
}

type Comparison = readonly [what: string, got: unknown, expected: unknown]

/** How the answers of a sample contradict each other; `undefined` when they agree. */
export function contradictionIn(sample: Sample): string | undefined {
  const { report, readiness, liveness, pages, headers, read, isWriteRefused } = sample
  const components = Object.entries(report.components)
  const atFault = components.filter(([, { status }]) => status !== 'healthy').map(([name]) => name)
  const worst = components.some(([, { status, critical }]) => critical && status === 'unhealthy')
    ? 'unhealthy'
    : atFault.length > 0
      ? 'degraded'
      : 'healthy'
  const comparisons: readonly Comparison[] = [
    ['the status of the report, by its components', report.status, worst],
    ['the status code of the report', report.statusCode, report.status === 'unhealthy' ? 503 : 200],
    ['the status code of readiness', readiness, report.ready ? 200 : 503],
    ['the status code of liveness', liveness, 200],
    ...components.map(([name, { status }]) => [`the page of ${name}`, pages[name], status] as const),
    ['degradedServices of a read', inOrder(read.degradedServices), inOrder(atFault)],
    ...Object.entries(headers).map(
      ([answer, header]) =>
        [`the header of a ${answer}`, inOrder(namesIn(header)), inOrder(atFault)] as const,
    ),
    [
      'degraded of a read',
      read.degraded,
      // The first read that fails knows before any check does.
      atFault.length > 0 || report.readOnly || read.source !== 'primary',
    ],
    ['readOnly of a read', read.readOnly, report.readOnly],
    ['the refusal of a write', isWriteRefused, report.readOnly],
  ]
  const contradiction = comparisons.find(([, got, expected]) => got !== expected)
  if (!contradiction) return undefined
  const [what, got, expected] = contradiction
  return `${what} was ${JSON.stringify(got)}, where the report means ${JSON.stringify(expected)}`
}

function inOrder(names: readonly string[]): string {
  return names.toSorted().join()
}

/** A list of strings as a structured field: https://www.rfc-editor.org/rfc/rfc9651#section-3.1 */
export function namesIn(header: string | null): string[] {
  return [...(header ?? '').matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
}
