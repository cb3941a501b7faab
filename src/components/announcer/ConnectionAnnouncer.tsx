'use client'

import { useState } from 'react'
import type { ReactElement } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Incident } from '../incident/incident.js'
import { useIncident } from '../incident/useIncident.js'
import { NewsText } from '../text/NewsText.js'
import { useTurn } from './useTurn.js'

/**
 * Tells people who listen rather than look: a polite live region that nobody sees. However many there are below one
 * provider, one speaks: once when trouble begins, once more if it gets worse, and once when it is over. A healthy
 * start and a blip are not spoken of. `DegradedBanner` and `OfflineGate` bring one along.
 */
export function ConnectionAnnouncer(): ReactElement | null {
  return useTurn(useMonitor()) ? <Region /> : null
}

function Region(): ReactElement {
  const [incident] = useIncident()
  const news = newsOf(incident)
  // What was there before this region was, another one has said.
  const [old] = useState(news)
  const isNew = news !== null && news !== old
  return (
    <div ref={hideFromSight} data-api-status="announcer" role="status" aria-live="polite" aria-atomic>
      {isNew && incident.phase !== 'calm' && <NewsText phase={incident.phase} facts={incident.announced} />}
    </div>
  )
}

/** Another object for each thing that is to be announced; `null` while nothing is. */
function newsOf(incident: Incident): object | null {
  if (incident.phase === 'calm' || incident.announced.source === 'restored') return null
  return incident.phase === 'trouble' ? incident.announced : incident
}

/** Through the node, since a style attribute in a server's HTML breaks a strict content security policy. */
function hideFromSight(node: HTMLElement | null): void {
  if (node) node.style.cssText = 'position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden'
}
