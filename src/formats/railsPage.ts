import type { HealthReport } from '../health/report.js'
import type { Answer } from './answer.js'
import { bareReport } from './readReport.js'

/**
 * The page that `/up` of Rails answers, to the letter: the one web page that is a report.
 * https://github.com/rails/rails/blob/main/railties/lib/rails/health_controller.rb
 */
const PAGE = /^<!DOCTYPE html><html><body style="background-color: (green|red)"><\/body><\/html>$/

/** Green and 2xx is healthy; red, or any other status code, unhealthy. */
export function railsPage({ status, text }: Answer): HealthReport | null {
  const colour = PAGE.exec(text)?.[1]
  if (!colour) return null
  return bareReport(colour === 'green' && status < 400 ? 'healthy' : 'unhealthy')
}
