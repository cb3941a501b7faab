import type { ReactElement } from 'react'
import { expectTypeOf } from 'vitest'
import {
  ApiStatusProvider,
  DegradedBanner,
  OfflineGate,
  StatusIndicator,
  useApiStatus,
  useApiStatusEvent,
  useComponentStatus,
} from '../../src/index.js'
import type { ApiStatus } from '../../src/index.js'
import type { Monitor } from '../../src/core.js'

declare const monitor: Monitor

/** What must compile, and, under @ts-expect-error, what must not. */
export function Provider(): ReactElement {
  return (
    <>
      <ApiStatusProvider />
      <ApiStatusProvider monitor={monitor} />
      <ApiStatusProvider url="/api/health" interval={5000} />
      {/* @ts-expect-error a monitor has its options already */}
      <ApiStatusProvider monitor={monitor} url="/api/health" />
      {/* @ts-expect-error no such option */}
      <ApiStatusProvider adress="/api/health" />
    </>
  )
}

export function Hooks(): null {
  expectTypeOf(useApiStatus()).toEqualTypeOf<ApiStatus>()
  expectTypeOf(useApiStatus((api) => api.isStale)).toBeBoolean()
  expectTypeOf(useApiStatus((api) => api.components.database?.status)).toEqualTypeOf<
    'healthy' | 'degraded' | 'unhealthy' | 'unknown' | undefined
  >()
  expectTypeOf(useComponentStatus('database')).toEqualTypeOf<
    'healthy' | 'degraded' | 'unhealthy' | 'unknown'
  >()
  useApiStatusEvent('recovered', ({ previous }) => expectTypeOf(previous.isStale).toBeBoolean())
  // @ts-expect-error no such part
  useApiStatus((api) => api.isBroken)
  // @ts-expect-error a component has a name
  useComponentStatus()
  // @ts-expect-error no such event
  useApiStatusEvent('exploded', () => {})
  return null
}

export function Widgets(): ReactElement {
  return (
    <>
      <StatusIndicator className="mine" id="status" data-testid="status" aria-label="Status" />
      <DegradedBanner className="mine" />
      <OfflineGate when={['offline', 'unhealthy']} fallback={<p>Offline</p>}>
        <p>The app</p>
      </OfflineGate>
      {/* @ts-expect-error not a headline */}
      <OfflineGate when={['asleep']} />
      {/* @ts-expect-error no attribute of its node */}
      <StatusIndicator href="/status" />
    </>
  )
}
