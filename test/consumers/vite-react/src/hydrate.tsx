import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { App } from './App.js'

// The very report that the server rendered with: another one would be another page.
const report: unknown = JSON.parse(document.getElementById('report')?.textContent ?? 'null')

hydrateRoot(
  document.getElementById('root') as HTMLElement,
  <StrictMode>
    <App initialReport={report as object} />
  </StrictMode>,
)
