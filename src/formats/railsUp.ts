import type { Format } from './answer.js'
import { readReport } from './readReport.js'

const PAGE = /^<!DOCTYPE html><html><body style="background-color: (green|red)"><\/body><\/html>$/

/**
 * The page that `/up` of Rails answers, to the letter. Its colour is its word.
 * https://github.com/rails/rails/blob/main/railties/lib/rails/health_controller.rb
 */
export const railsUp: Format = ({ text }) => {
  const colour = PAGE.exec(text)?.[1]
  return readReport({ ok: colour && colour === 'green' })
}
