import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import '../../src/styles/index.css'
import * as kit from '../../src/index.js'
import { widgetsIn } from '../../test/run/widgets.js'
import { KitPage } from './KitPage.js'
import { LANGUAGES, wordsIn } from './languages.js'
import { measureRenderCost } from './renderCost.js'
import { setStage } from './stage.js'
import type { Stage } from './stage.js'
import { fromQuery } from './visit.js'

/** `window.kit`: the widgets on this page, and the hand on them. */
export interface KitWindow extends Omit<Stage, 'exhibits'> {
  /** The names of the exhibits. */
  readonly exhibits: readonly string[]
  /** The widgets that `react-api-status` exports. */
  readonly widgets: readonly string[]
  readonly languages: readonly string[]
  readonly measureRenderCost: typeof measureRenderCost
}

declare global {
  interface Window {
    kit: KitWindow
  }
}

const visit = fromQuery(new URLSearchParams(location.search))
const { exhibits, ...stage } = setStage(visit)
window.kit = {
  ...stage,
  exhibits: exhibits.map(({ exhibit }) => exhibit.name),
  widgets: widgetsIn(kit),
  languages: LANGUAGES,
  measureRenderCost,
}

const app = (
  <StrictMode>
    <KitPage stage={{ ...stage, exhibits }} words={wordsIn(visit.language)} />
  </StrictMode>
)
const root = document.querySelector('#root') as HTMLElement
if (visit.onServer) hydrateRoot(root, app)
else createRoot(root).render(app)
