'use client'

import type { MaintenanceWindow } from '../../health/report.js'
import { useApiStatus } from '../../react/useApiStatus.js'
import { useNow } from '../../react/useNow.js'
import { panelWords } from '../../words/en.js'
import type { HeadingProps } from '../headingLevel.js'
import { definePart } from '../part.js'
import type { Part, PartProps } from '../part.js'
import { useLocale, useWords } from '../WordsProvider.js'

/** The state of a {@link PanelMaintenance}. */
export interface PanelMaintenanceState {
  /** What is not over yet, the next one first. */
  readonly windows: readonly MaintenanceWindow[]
}

/** Props of {@link PanelMaintenance}: those of a `div`, `render`, and the level of its heading. `children` replace all. */
export type PanelMaintenanceProps = PartProps<'div', PanelMaintenanceState> & HeadingProps

/** How often it is looked whether something is over, in milliseconds. */
const LOOK_EVERY = 60_000

/** Planned maintenance, with its times in the reader's time zone. Nothing while none is planned, and on a server. */
export const PanelMaintenance: Part<'div', PanelMaintenanceProps> = definePart(function PanelMaintenance({
  headingLevel = 3,
  ...user
}: PanelMaintenanceProps) {
  const known = useApiStatus((api) => api.maintenance)
  const now = useNow(known.length > 0 ? LOOK_EVERY : null)
  const words = useWords('panel', panelWords)
  const locale = useLocale()
  const windows = known.filter(({ endsAt = Infinity }) => now !== null && endsAt > now)
  if (windows.length === 0) return null

  windows.sort((one, other) => one.startsAt - other.startsAt)
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const Heading = `h${headingLevel}` as const
  const children = (
    <>
      <Heading>{words.plannedMaintenance}</Heading>
      <ul>
        {windows.map(({ id, title, startsAt, endsAt }) => (
          <li key={id}>
            {title}{' '}
            <time dateTime={new Date(startsAt).toISOString()}>
              {endsAt === undefined ? times.format(startsAt) : times.formatRange(startsAt, endsAt)}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
  return ['div', { 'data-api-status': 'panel-maintenance', children }, { windows }, user]
})
