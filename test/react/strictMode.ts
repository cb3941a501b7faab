import { configure } from '@testing-library/react'
import { inject } from 'vitest'
import type { Combination } from '../../compat/combination.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** What this run is with, for the test that looks whether it is. */
    readonly combination: Combination
    /** Whatever a test renders is below a `<StrictMode>`. */
    readonly isStrict: boolean
  }
}

// Runs before each test file of the browser. What a test renders by other means than Testing Library stays as it is.
configure({ reactStrictMode: inject('isStrict') })
