import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The recipes are the code of these projects, file by file: a block below a line with a file's name in bold is that
// file, whole.
const recipes = {
  'recipes/vite': 'vite-react',
  'recipes/next': 'next-app-router',
  'recipes/shadcn': 'shadcn',
  server: 'next-app-router',
}

for (const [recipe, project] of Object.entries(recipes)) {
  const text = readFileSync(join(import.meta.dirname, `../../docs/${recipe}.md`), 'utf8')
  const blocks = [...text.matchAll(/^\*\*`(?<file>.+?)`\*\*.*\n\n```\w+\n(?<code>[^]*?)^```$/gm)]
  assert.notEqual(blocks.length, 0, `docs/${recipe}.md shows no file`)
  for (const { groups } of blocks) {
    const { file, code } = groups as { file: string; code: string }
    const written = readFileSync(join(import.meta.dirname, project, file), 'utf8')
    assert.equal(code, written, `docs/${recipe}.md shows another ${file} than test/consumers/${project}`)
  }
}
