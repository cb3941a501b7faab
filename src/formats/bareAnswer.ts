import type { HealthReport } from '../health/report.js'
import type { Answer } from './answer.js'
import { readReport } from './readReport.js'
import { statusClass } from './statusClass.js'
import { wordStatus } from './statusWords.js'

/**
 * The page that `/up` of Rails answers, to the letter: the one web page that is a report. Its colour is its word.
 * https://github.com/rails/rails/blob/main/railties/lib/rails/health_controller.rb
 */
const RAILS_PAGE = /^<!DOCTYPE html><html><body style="background-color: (green|red)"><\/body><\/html>$/

/** 204, or 200 with nothing or an empty object in it, whatever its content type: the status code is the report. */
export function emptyAnswer({ status, text }: Answer): HealthReport | null {
  return /^({\s*})?$/.test(text) && statusClass(status) === 2 ? readReport({ status }) : null
}

/**
 * A status word as the whole body, in JSON or plain, whatever the content type. A 4xx speaks of the request. A 5xx is
 * believed only where the word agrees with it.
 */
export function wordAnswer({ status, text, json }: Answer): HealthReport | null {
  const word = wordStatus(RAILS_PAGE.exec(text)?.[1] ?? json ?? text)
  return status < 400 || (status >= 500 && word === 'unhealthy') ? readReport({ status: word }) : null
}
