import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { publicNames, undocumentedNames } from './publicNames.js'
import { parseSource, readSources, roomOf } from './sourceFile.js'

const sources = readSources()
const doors = sources.filter(({ path }) => roomOf(path) === undefined)
const root = join(import.meta.dirname, '../..')

/** The import path of a door: `.` for index, `./core` for core. */
function subpath(door: string): string {
  return door === 'index.ts' ? '.' : `./${basename(door, '.ts')}`
}

/** What a door gives out, as its list stands in this file: values first, then types. */
function listOf(path: string): string[] {
  const door = doors.find((each) => each.path === path)
  if (!door) throw new Error(`src/${path} is not there.`)
  const names = publicNames(door)
  const sorted = (isType: boolean) =>
    names
      .filter((each) => each.isType === isType)
      .map(({ name }) => (isType ? `type ${name}` : name))
      .toSorted()
  return [...sorted(false), ...sorted(true)]
}

describe('package.json', () => {
  it('exports each door, the words and the styles, and nothing else', () => {
    const fixed = ['./package.json', './styles.css', './words/*']
    expect(Object.keys(manifest.exports).toSorted()).toEqual(
      [...doors.map(({ path }) => subpath(path)), ...fixed].toSorted(),
    )
  })

  it.each(doors.map(({ path }) => path))(
    'points from the path of %s to what the build makes of it',
    (path) => {
      const name = basename(path, '.ts')
      expect(manifest.exports[subpath(path) as '.']).toEqual({
        types: `./dist/${name}.d.ts`,
        default: `./dist/${name}.js`,
      })
    },
  )

  it('has the styles and at least English words to publish', () => {
    expect(existsSync(join(root, 'src/styles/index.css'))).toBe(true)
    expect(readdirSync(join(root, 'src/words'))).toContain('en.ts')
  })
})

// A changed list is a changed promise: `npx vitest run --project unit test/contract/exports -u` writes it anew, and
// the change to it belongs in the review.
describe('the public names of', () => {
  it('react-api-status', () => {
    expect(listOf('index.ts')).toMatchInlineSnapshot(`
      [
        "ApiStatusProvider",
        "Banner",
        "ComponentList",
        "Components",
        "ConnectionAnnouncer",
        "DegradedBanner",
        "FeatureGate",
        "Gate",
        "Indicator",
        "LastChecked",
        "Latency",
        "LatencyLine",
        "Maintenance",
        "MaintenanceBanner",
        "OfflineGate",
        "Panel",
        "ReadOnlyGate",
        "ReportAge",
        "Startup",
        "StartupGate",
        "StatusIndicator",
        "StatusPanel",
        "StatusTimeline",
        "Timeline",
        "Update",
        "UpdateBanner",
        "WordsProvider",
        "useAnnounce",
        "useApiStatus",
        "useApiStatusEvent",
        "useComponentStatus",
        "useFeatureStatus",
        "useHistory",
        "useIncident",
        "useLastReport",
        "useMaintenance",
        "useMonitor",
        "useNow",
        "useRetry",
        "useStartup",
        "useUpdate",
        "type ApiStatus",
        "type ApiStatusProviderProps",
        "type AvailableUpdate",
        "type BannerCountdownProps",
        "type BannerCountdownState",
        "type BannerDetailsProps",
        "type BannerDetailsState",
        "type BannerDismissProps",
        "type BannerMessageProps",
        "type BannerRetryProps",
        "type BannerRetryState",
        "type BannerRootProps",
        "type BannerState",
        "type Calm",
        "type ComponentArrangement",
        "type ComponentEntry",
        "type ComponentListProps",
        "type ComponentsGroupProps",
        "type ComponentsHeadProps",
        "type ComponentsItemProps",
        "type ComponentsListProps",
        "type ComponentsListState",
        "type ComponentsNameProps",
        "type ComponentsRootProps",
        "type ComponentsStatusProps",
        "type CurrentMaintenance",
        "type DegradedBannerProps",
        "type FeatureGateProps",
        "type Finding",
        "type GateContentProps",
        "type GateFieldsProps",
        "type GateFrontProps",
        "type GateNoticeProps",
        "type GatePartState",
        "type GateRootProps",
        "type GateState",
        "type HeadingLevel",
        "type HeadingProps",
        "type Incident",
        "type IncidentControl",
        "type IncidentTiming",
        "type IndicatorLabelProps",
        "type IndicatorLabelState",
        "type IndicatorRootProps",
        "type IndicatorState",
        "type IndicatorVariant",
        "type LastCheckedProps",
        "type LastCheckedState",
        "type LastReport",
        "type Latencies",
        "type LatencyChartProps",
        "type LatencyFigures",
        "type LatencyLineProps",
        "type LatencyRootProps",
        "type LatencySample",
        "type LatencySummaryProps",
        "type MaintenanceBannerProps",
        "type MaintenanceCountdownProps",
        "type MaintenanceCountdownState",
        "type MaintenanceDismissProps",
        "type MaintenanceMessageProps",
        "type MaintenanceOptions",
        "type MaintenanceRootProps",
        "type MaintenanceState",
        "type OfflineGateProps",
        "type PanelHeadProps",
        "type PanelMaintenanceProps",
        "type PanelMaintenanceState",
        "type PanelRetryProps",
        "type PanelRetryState",
        "type PanelRootProps",
        "type PanelSummaryProps",
        "type PanelTitleProps",
        "type PartProps",
        "type ReadOnlyGateProps",
        "type Recovered",
        "type RenderProps",
        "type ReportAgeProps",
        "type ReportAgeState",
        "type Retry",
        "type SomeWords",
        "type StartupElapsedProps",
        "type StartupFrontProps",
        "type StartupGateProps",
        "type StartupMessageProps",
        "type StartupOpen",
        "type StartupPending",
        "type StartupProgress",
        "type StartupRetryProps",
        "type StartupRetryState",
        "type StartupRootProps",
        "type StartupSkipProps",
        "type StartupState",
        "type StartupTiming",
        "type StatusIndicatorProps",
        "type StatusPanelProps",
        "type StatusState",
        "type StatusTimelineProps",
        "type TimelineBarProps",
        "type TimelineBarsProps",
        "type TimelineDay",
        "type TimelineDetailProps",
        "type TimelineRootProps",
        "type TimelineState",
        "type TimelineSummaryProps",
        "type TimelineTableProps",
        "type Trouble",
        "type UpdateBannerProps",
        "type UpdateDismissProps",
        "type UpdateMessageProps",
        "type UpdateOptions",
        "type UpdateReloadProps",
        "type UpdateRootProps",
        "type UpdateState",
        "type Words",
        "type WordsProviderProps",
      ]
    `)
  })

  it('react-api-status/core', () => {
    expect(listOf('core.ts')).toMatchInlineSnapshot(`
      [
        "BackendError",
        "BreakerOpenError",
        "FallbackError",
        "NotHealthyError",
        "RetryBudgetError",
        "ThrottledError",
        "TimeoutError",
        "adaptiveThrottle",
        "anyOf",
        "aspNetCore",
        "bareEnvironment",
        "cacheFirst",
        "consecutiveFailures",
        "constant",
        "consul",
        "countWindow",
        "createApiStatus",
        "createBackendClient",
        "createBreaker",
        "createBreakers",
        "createMonitor",
        "degradedResponse",
        "dialect",
        "dockerHealth",
        "elasticsearch",
        "explain",
        "exponential",
        "failureRate",
        "fallback",
        "flatJson",
        "ftHealth",
        "grpcHealth",
        "healthGo",
        "healthJson",
        "idbStorage",
        "isBackendError",
        "isBreakerOpenError",
        "isThrottledError",
        "kubernetesVerbose",
        "laravelHealth",
        "liteLlm",
        "memoryCache",
        "memoryStorage",
        "nextDelay",
        "nextcloud",
        "plainPhrases",
        "policy",
        "progressive",
        "pyHealthcheck",
        "readAnswer",
        "readReport",
        "readRetryAfter",
        "restoreBreaker",
        "retryBudget",
        "sharedTabs",
        "slowCallRate",
        "springActuator",
        "staleIfError",
        "statuspage",
        "terminus",
        "timeWindow",
        "vault",
        "waitForHealthy",
        "webTabs",
        "type Action",
        "type AdaptiveThrottle",
        "type AdaptiveThrottleOptions",
        "type Answer",
        "type ApiStatusOptions",
        "type AutomaticState",
        "type BackendAnswer",
        "type BackendClient",
        "type BackendClientOptions",
        "type BackendErrorFacts",
        "type BackendErrorKind",
        "type BackendRetry",
        "type Backoff",
        "type BackoffState",
        "type Breaker",
        "type BreakerMetrics",
        "type BreakerNews",
        "type BreakerOptions",
        "type BreakerRecord",
        "type BreakerRules",
        "type BreakerState",
        "type BreakerStatus",
        "type Breakers",
        "type CacheEntry",
        "type CacheFirstOptions",
        "type CallContext",
        "type CallCounts",
        "type CallHeaders",
        "type CallInit",
        "type CallOptions",
        "type CallOutcome",
        "type CallVerdict",
        "type Cause",
        "type Circumstances",
        "type ClientBreakerOptions",
        "type Clock",
        "type ComponentError",
        "type ComponentReport",
        "type ComponentState",
        "type Connectivity",
        "type DayTally",
        "type DelayState",
        "type Dialect",
        "type Environment",
        "type Eventually",
        "type Evidence",
        "type ExecuteOptions",
        "type Explanation",
        "type ExponentialOptions",
        "type Failure",
        "type FailureCause",
        "type FallbackCall",
        "type FallbackOptions",
        "type FallbackStrategy",
        "type FallbackValue",
        "type Format",
        "type HalfOpenRules",
        "type HeadersSource",
        "type Headline",
        "type HeadlineChange",
        "type HealthAttempt",
        "type HealthReport",
        "type HealthStatus",
        "type History",
        "type Jitter",
        "type LastingState",
        "type LatencySample",
        "type Logger",
        "type MaintenanceWindow",
        "type MemoryCache",
        "type MemoryCacheOptions",
        "type Monitor",
        "type MonitorEvents",
        "type MonitorOptions",
        "type MonitorState",
        "type MonitorStore",
        "type NoRetryReason",
        "type Outcome",
        "type PageSignal",
        "type Permit",
        "type Policy",
        "type PolicyOptions",
        "type PollHint",
        "type Query",
        "type QueryValue",
        "type Random",
        "type RateOptions",
        "type ReportCause",
        "type RequestOptions",
        "type ResponseCache",
        "type RetryBudget",
        "type RetryBudgetOptions",
        "type RetryEvent",
        "type RetryOptions",
        "type SavedCounts",
        "type Schedule",
        "type ScheduleState",
        "type SeenHeadline",
        "type ServiceIdentity",
        "type SettledReport",
        "type SharedState",
        "type SharedVerdict",
        "type SlowCallRateOptions",
        "type Snapshot",
        "type Source",
        "type StaleIfErrorOptions",
        "type StateListener",
        "type StatusStorage",
        "type StorageMode",
        "type Tab",
        "type TabChannel",
        "type TabLocks",
        "type TabNews",
        "type TabPlatform",
        "type TabPorts",
        "type TabRequest",
        "type Tabs",
        "type Timer",
        "type Timing",
        "type Transition",
        "type TripCount",
        "type TripRule",
        "type Verdict",
        "type VerdictRules",
        "type Visibility",
        "type WaitForHealthyOptions",
        "type Window",
        "type WindowCounts",
      ]
    `)
  })

  it('react-api-status/query', () => {
    expect(listOf('query.ts')).toMatchInlineSnapshot(`
      [
        "invalidateOnRecovery",
        "queryRetry",
        "type InvalidateOnRecoveryOptions",
        "type QueryRetry",
        "type QueryRetryOptions",
      ]
    `)
  })

  it('react-api-status/server', () => {
    expect(listOf('server.ts')).toMatchInlineSnapshot(`
      [
        "createFetchHandler",
        "createHealthService",
        "createNodeHandler",
        "type Answer",
        "type AnswerRequest",
        "type Caller",
        "type Check",
        "type CheckAnswer",
        "type CheckResult",
        "type CheckedComponent",
        "type Clock",
        "type ComponentError",
        "type ComponentReport",
        "type ComponentState",
        "type HeaderGetter",
        "type HealthLogger",
        "type HealthReport",
        "type HealthService",
        "type HealthServiceOptions",
        "type HealthStatus",
        "type MaintenanceWindow",
        "type PlannedMaintenance",
        "type PollHint",
        "type Random",
        "type ServiceIdentity",
        "type ServiceReport",
        "type ShowDetails",
        "type Timer",
      ]
    `)
  })

  it('react-api-status/testing', () => {
    expect(listOf('testing.ts')).toMatchInlineSnapshot(`
      [
        "FakeClock",
        "TestApiStatusProvider",
        "aReport",
        "fakeBrowser",
        "fakeEndpoint",
        "fakeEnvironment",
        "fakeMonitor",
        "playScenario",
        "scenarios",
        "seededRandom",
        "settle",
        "type Answer",
        "type ComponentSketch",
        "type FakeBrowser",
        "type FakeBrowserOptions",
        "type FakeEndpoint",
        "type FakeEnvironment",
        "type FakeEnvironmentOptions",
        "type FakeMonitor",
        "type FakeMonitorOptions",
        "type FakeState",
        "type FakeTab",
        "type ReportSketch",
        "type Scenario",
        "type ScenarioName",
        "type ScenarioStep",
        "type SnapshotSketch",
        "type TestApiStatusProviderProps",
      ]
    `)
  })
})

describe('every public name', () => {
  it.each(doors.map((door) => [door.path, door] as const))('of %s has a doc comment', (_, door) => {
    expect(undocumentedNames(door, sources)).toEqual([])
  })

  it('is missed by this test where its declaration has none', () => {
    const door = parseSource('core.ts', "export { a, b, type C } from './monitor/a.js'")
    const file = parseSource(
      'monitor/a.ts',
      '/** Of nothing. */\nconst x = 1\nexport const a = x\n/** Said. */\nexport const b = 1\n// No doc.\nexport type C = 1',
    )
    expect(undocumentedNames(door, [door, file])).toEqual([
      'a has no doc comment (monitor/a.ts, given out by core.ts)',
      'C has no doc comment (monitor/a.ts, given out by core.ts)',
    ])
  })

  it('is looked for in the whole of a file that is given out under one name', () => {
    const door = parseSource('index.ts', "export * as Banner from './components/parts.js'")
    const file = parseSource('components/parts.ts', "export { A } from './a.js'\nexport const B = 1")
    expect(undocumentedNames(door, [door, file])).toEqual([
      'B has no doc comment (components/parts.ts, given out by index.ts)',
    ])
  })

  it('is one that a door lists itself', () => {
    expect(() => publicNames(parseSource('core.ts', "export * from './monitor/a.js'"))).toThrow('one by one')
    expect(() => publicNames(parseSource('core.ts', 'export const a = 1'))).toThrow('holds logic')
  })
})

describe('a door', () => {
  it.each(doors.map(({ path }) => path))(
    '%s gives out what it lists, and nothing else, when it runs',
    async (path) => {
      const door: object = await import(`../../src/${path}`)
      const values = listOf(path).filter((name) => !name.startsWith('type '))
      expect(Object.keys(door).toSorted()).toEqual(values)
    },
  )
})
