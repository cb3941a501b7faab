/** What a request says behind its `?`. Whatever else stands there is ignored, as probes like to add a number. */
export interface Query {
  /** `?verbose`: a text has a line for each check, also where all is well. */
  readonly isVerbose: boolean
  /** `?exclude=name`, as often as needed: checks that neither run nor count for this request. */
  readonly excluded: ReadonlySet<string>
}

/** More checks than this are not excluded by one request. */
export const MAX_EXCLUDED = 20

const NOTHING: Query = { isVerbose: false, excluded: new Set() }

/**
 * The query of a request target. `undefined` when a name to exclude can't be decoded, or when there are too many: going
 * on as if they were not there would judge by checks that the caller did not want.
 */
export function readQuery(target: string): Query | undefined {
  const start = target.indexOf('?')
  if (start < 0) return NOTHING
  let isVerbose = false
  const excluded = new Set<string>()
  for (const parameter of target
    .slice(start + 1)
    .replace(/#.*/s, '')
    .split('&')) {
    const [key, value = ''] = splitOnce(parameter)
    if (key === 'verbose') isVerbose = value !== 'false' && value !== '0'
    if (key !== 'exclude') continue
    const name = decode(value)
    if (name === undefined || excluded.size === MAX_EXCLUDED) return undefined
    if (name) excluded.add(name)
  }
  return { isVerbose, excluded }
}

function splitOnce(parameter: string): readonly [key: string, value?: string] {
  const at = parameter.indexOf('=')
  return at < 0 ? [parameter] : [parameter.slice(0, at), parameter.slice(at + 1)]
}

/** As forms encode it: https://url.spec.whatwg.org/#urlencoded-parsing */
function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
