import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { App } from './App.js'

/** The app as HTML, as it is while `report` is the last word. */
export function render(report: object): string {
  return renderToString(
    <StrictMode>
      <App initialReport={report} />
    </StrictMode>,
  )
}
