import manifest from '../package.json' with { type: 'json' }
import react18 from './react-18/package.json' with { type: 'json' }

/** What the sources are run with. */
export interface Combination {
  /** The version of React that is pinned for it. */
  readonly reactVersion: string
  /** The sources, and the tests, have gone through the React Compiler. */
  readonly isCompiled: boolean
}

/**
 * The combination that the environment asks for: `REACT` (19 or 18, default 19) and `REACT_COMPILER` (`true`, default
 * `false`). Throws for any other value, since the run would prove something else than was asked of it.
 */
export function combinationOf(env: NodeJS.ProcessEnv): Combination {
  return {
    reactVersion: {
      19: manifest.devDependencies.react,
      18: react18.dependencies.react,
    }[oneOf(['19', '18'], 'REACT', env)],
    isCompiled: oneOf(['false', 'true'], 'REACT_COMPILER', env) === 'true',
  }
}

/** How the compiler is to compile, for Vite's plugin; `false` where it is not to. */
export function compilerOptions({ isCompiled, reactVersion }: Combination): false | { target: '18' | '19' } {
  return isCompiled && { target: isReact18(reactVersion) ? '18' : '19' }
}

export function isReact18(version: string): boolean {
  return version.startsWith('18.')
}

function oneOf<Value extends string>(
  values: readonly [Value, ...Value[]],
  name: string,
  env: NodeJS.ProcessEnv,
): Value {
  const wanted = env[name] || values[0]
  const value = values.find((each) => each === wanted)
  if (value === undefined) throw new Error(`${name}: expected ${values.join(' or ')}, got ${wanted}.`)
  return value
}
