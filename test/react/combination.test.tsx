import { act, cleanup, render } from '@testing-library/react'
import { Profiler, StrictMode, useEffect, version } from 'react'
import * as dom from 'react-dom'
import { version as serverVersion } from 'react-dom/server'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { useNow } from '../../src/react/useNow.js'
import { useOwnMonitor } from '../../src/react/useOwnMonitor.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'

// A run that is not what it says it is proves nothing, and looks the same: so each looks at itself.

const { reactVersion, isCompiled } = inject('combination')
const isStrict = inject('isStrict')

afterEach(cleanup)

it('React is the one of this run, on the client and on the server (R38)', () => {
  expect([version, dom.version, serverVersion]).toEqual([reactVersion, reactVersion, reactVersion])
})

it(`what is rendered is ${isStrict ? '' : 'not '}in StrictMode (R38)`, () => {
  let effects = 0
  function Effect() {
    useEffect(() => {
      effects++
    }, [])
    return null
  }
  render(<Effect />)
  expect(effects).toBe(isStrict ? 2 : 1)
  effects = 0
  render(
    <StrictMode>
      <Effect />
    </StrictMode>,
  )
  expect(effects).toBe(2)
})

describe('the React Compiler', () => {
  it.each(Object.entries({ ApiStatusProvider, useApiStatus, useNow, useOwnMonitor }))(
    `${isCompiled ? 'gives %s a' : 'is not there to give %s a'} memo cache (R38)`,
    (_name, source) => {
      expect(/\b_c\(\d+\)/.test(String(source))).toBe(isCompiled)
    },
  )

  it(`${isCompiled ? 'lets an unchanged child be' : 'is not there to let an unchanged child be'} (R38)`, () => {
    let renders = 0
    const count = () => renders++
    const Child = ({ style }: { readonly style: object }) => <i style={style} />
    function Parent() {
      useApiStatus()
      return (
        <Profiler id="child" onRender={count}>
          <Child style={{ order: 1 }} />
        </Profiler>
      )
    }
    const monitor = fakeMonitor()
    render(
      <ApiStatusProvider monitor={monitor}>
        <Parent />
      </ApiStatusProvider>,
    )
    act(() => monitor.set({ timing: { lastChecked: 1 } }))
    expect(renders).toBe(isCompiled ? 1 : 2)
  })
})
