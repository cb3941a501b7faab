import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { KitPage } from './KitPage.js'
import { wordsIn } from './languages.js'
import { NOON } from './situations.js'
import { setStage } from './stage.js'
import type { Visit } from './visit.js'

/** A server's clock is another one than the browser's: here it is so many milliseconds behind. */
const BEHIND = 3_600_000

/** The page of a visit in HTML, as a server renders it. */
export function renderKitPage(visit: Required<Visit>): string {
  return renderToString(
    <StrictMode>
      <KitPage stage={setStage(visit, NOON - BEHIND)} words={wordsIn(visit.language)} />
    </StrictMode>,
  )
}
