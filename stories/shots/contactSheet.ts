import type { Mode } from './modes.js'
import type { StoryEntry } from './storybook.js'

/** A page with every picture side by side: a row for a story, a column for a mode. */
export function contactSheet(stories: readonly StoryEntry[], modes: readonly Mode[]): string {
  const heads = modes.map(({ name }) => `<th scope="col">${name}</th>`).join('')
  const rows = stories.map(({ id, title, name }) => {
    const pictures = modes.map((mode) => {
      const file = `${mode.name}/${id}.png`
      return `<td><a href="${file}"><img src="${file}" alt="${id}, ${mode.name}" loading="lazy"></a></td>`
    })
    return `<tr id="${id}"><th scope="row">${title}<br>${name}</th>${pictures.join('')}</tr>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every story</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif }
  table { border-collapse: collapse }
  thead th { position: sticky; inset-block-start: 0; background: Canvas }
  th, td { border: 1px solid color-mix(in srgb, CanvasText 20%, transparent); padding: 6px; vertical-align: top; text-align: start }
  img { display: block; max-inline-size: 24rem; max-block-size: 20rem }
</style>
<table>
<thead><tr><th scope="col">Story</th>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`
}
