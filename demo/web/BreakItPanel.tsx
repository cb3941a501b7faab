import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FaultMode, FaultState, FaultTarget } from '../faultTargets.js'
import { FAULT_MODES } from '../faultTargets.js'
import { ApiBreakers } from './ApiBreakers.js'
import { BreakerLine } from './BreakerLine.js'
import { readFaults, setFault } from './faults.js'

const EVERY_MS = 2000

interface Breakable {
  readonly target: FaultTarget
  readonly name: string
  /** What "down" does, in one line. */
  readonly damage: string
  /** How late "slow" is: later than whoever asks is willing to wait. */
  readonly latencyMs: number
}

const BREAKABLES: readonly Breakable[] = [
  { target: 'api', name: 'API', damage: 'process killed', latencyMs: 8000 },
  { target: 'database', name: 'Database', damage: 'process killed', latencyMs: 3000 },
  { target: 'cache', name: 'Cache', damage: 'Redis killed', latencyMs: 3000 },
  { target: 'email', name: 'E-mail', damage: 'SMTP server killed', latencyMs: 3000 },
  { target: 'recommendations', name: 'Recommendations', damage: 'process killed', latencyMs: 3000 },
  { target: 'disk', name: 'Disk', damage: 'directory gone', latencyMs: 3000 },
]

/** Does real damage to real processes, through a server that outlives them. */
export function BreakItPanel() {
  const queryClient = useQueryClient()
  const { data: faults } = useQuery({
    queryKey: ['faults'],
    queryFn: readFaults,
    refetchInterval: EVERY_MS,
    retry: false,
    networkMode: 'always',
  })
  const change = useMutation({
    mutationFn: ({ target, latencyMs, mode }: Breakable & { mode: FaultMode }) =>
      setFault(target, mode, latencyMs),
    networkMode: 'always',
    onSuccess: (now) => queryClient.setQueryData(['faults'], now),
  })
  return (
    <aside className="card break-it" aria-labelledby="break-it">
      <div className="break-it-head">
        <h2>
          <span id="break-it">Break it</span>
          <small className="quiet">real damage to real processes; the app is not told</small>
        </h2>
        <BreakerLine />
        <ApiBreakers />
      </div>
      <div className="breakables">
        {BREAKABLES.map((breakable) => (
          <ModeSwitch
            key={breakable.target}
            breakable={breakable}
            state={faults?.[breakable.target]}
            onChoose={(mode) => change.mutate({ ...breakable, mode })}
          />
        ))}
      </div>
      <p role="alert" className="refusal">
        {change.error?.message}
      </p>
    </aside>
  )
}

interface ModeSwitchProps {
  readonly breakable: Breakable
  /** `undefined` while nobody has said. */
  readonly state: FaultState | undefined
  readonly onChoose: (mode: FaultMode) => void
}

function ModeSwitch({ breakable, state, onChoose }: ModeSwitchProps) {
  const { target, name, damage, latencyMs } = breakable
  return (
    <fieldset className="mode-switch" aria-describedby={`damage-${target}`}>
      <legend>{name}</legend>
      <div className="modes">
        {FAULT_MODES.map((mode) => (
          <button
            key={mode}
            type="button"
            aria-pressed={state?.mode === mode}
            disabled={state?.absence !== undefined}
            onClick={() => onChoose(mode)}
          >
            {mode}
          </button>
        ))}
      </div>
      <p className="quiet" id={`damage-${target}`}>
        {state?.absence ?? `slow: ${latencyMs / 1000} s late · down: ${damage}`}
      </p>
    </fieldset>
  )
}
