'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { useMonitor } from '../../react/useMonitor.js'
import type { Incident } from '../incident/incident.js'
import { useIncidentWatch } from '../incident/useIncident.js'
import { useTelling } from '../text/useTelling.js'
import { useGap } from '../WordsProvider.js'
import { voiceIn } from './voice.js'

/**
 * Tells people who listen rather than look: a polite live region that nobody sees. However many there are in a document,
 * and below however many providers, one speaks, the first that can be heard: once when trouble begins, once more when
 * people lose something else by it (their connection, the service, that they can save), and once when it is over, never
 * twice within 5 s. A healthy start and a blip are not spoken of. Banners and gates bring one along.
 */
export function ConnectionAnnouncer(): ReactElement {
  const monitor = useMonitor()
  const [incident] = useIncidentWatch()
  const tell = useTelling()
  const gap = useGap()
  /** `null`: another one speaks. Before that is known, on a server too, everyone's region is there. */
  const [text, setText] = useState<string | null>('')
  const region = useRef<HTMLDivElement>(null)
  const news = newsOf(incident)
  /** Trouble has ended in something else than health: nothing is said of that. */
  const isUnclear = incident.phase === 'calm' && incident.snapshot.status !== 'healthy'
  const sentences =
    news && incident.phase !== 'calm' ? tell(incident.phase, incident.announced).join(gap) : ''

  const prepare = useCallback((node: HTMLDivElement | null) => {
    region.current = node
    if (node) hideFromSight(node)
  }, [])

  useEffect(
    function takeSeat() {
      const node = region.current
      return node ? voiceIn(node.ownerDocument).join({ monitor, region, speak: setText }) : undefined
    },
    [monitor],
  )

  useEffect(
    function tellNews() {
      const voice = region.current && voiceIn(region.current.ownerDocument)
      if (news) voice?.say(monitor, sentences, news)
      else if (isUnclear) voice?.takeBack(monitor)
    },
    [monitor, news, sentences, isUnclear],
  )

  // It stays in the page to be asked whether it would be heard, should the one that speaks not be.
  if (text === null) return <div ref={prepare} hidden />
  return (
    <div ref={prepare} data-api-status="announcer" role="status" aria-live="polite" aria-atomic>
      {text}
    </div>
  )
}

/** Another object for each thing that is to be announced; `null` while nothing is. */
function newsOf(incident: Incident): object | null {
  if (incident.phase === 'calm' || incident.announced.source === 'restored') return null
  return incident.phase === 'trouble' ? incident.announced : incident
}

/** Through the node, since a style attribute in a server's HTML breaks a strict content security policy. */
function hideFromSight(node: HTMLElement): void {
  node.style.cssText =
    'position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap'
}
