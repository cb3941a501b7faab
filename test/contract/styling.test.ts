import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import type { Contract, PartContract } from '../../src/components/contract.js'
import { CSS_VARIABLES } from '../../src/components/contract.js'

const KIT = 'src/components'

it('docs/styling.md lists each part, what it carries and what styles it (`npx vitest -u` writes it anew) (U28)', async () => {
  const folders = readdirSync(KIT, { withFileTypes: true })
  const sections: string[] = []
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    const contract = await contractOf(name)
    if (contract)
      sections.push(...Object.entries(contract).map(([part, promised]) => section(part, promised)))
  }
  await expect(`${[introduction, ...sections, variables()].join('\n\n')}\n`).toMatchFileSnapshot(
    '../../docs/styling.md',
  )
})

const introduction = `# What to style by

Each part of the kit is one DOM node with \`data-api-status\`, and carries its state in attributes. They, their values, and the custom properties change only with a major version. The stylesheet sits in \`@layer api-status\` without any specificity: any rule of yours that is in no layer wins, and one in a layer does where [that layer comes later](components.md#the-stylesheet-and-yours). What each part takes and knows is in [parts.md](parts.md).

This page is written by a test, from the same list that it compares the widgets with.`

async function contractOf(folder: string): Promise<Contract | undefined> {
  if (!readdirSync(`${KIT}/${folder}`).includes('contract.ts')) return undefined
  const module = (await import(pathToFileURL(`${KIT}/${folder}/contract.ts`).href)) as { contract: Contract }
  return module.contract
}

function section(part: string, { is, attributes = {}, variables: read = [] }: PartContract): string {
  const rows = Object.entries(attributes).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  const table = rows.length > 0 ? ['| attribute | |\n| --- | --- |\n' + rows.join('\n')] : []
  const names = read.map((name) => `\`${name}\``)
  const reads = names.length > 0 ? [`Reads ${names.join(', ')}.`] : []
  return [`## \`${part}\``, is, ...table, ...reads].join('\n\n')
}

function variables(): string {
  const [usual, moreContrast] = defaults()
  const rows = Object.entries(CSS_VARIABLES).map(
    ([name, meaning]) =>
      `| \`${name}\` | ${meaning} | ${cell(usual.get(name))} | ${cell(moreContrast.get(name))} |`,
  )
  return [
    '## Custom properties',
    'Set them on `:root`, or on any element above a widget; [theming](components.md#theming) has examples. The last column is what holds under `prefers-contrast: more`, where it is another value.',
    ['| custom property | | default | more contrast |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n')
}

/** The values in the stylesheet: as they are, and where more contrast is asked for. */
function defaults(): readonly [Map<string, string>, Map<string, string>] {
  const [usual = '', moreContrast = ''] = readFileSync('src/styles/tokens.css', 'utf8').split('@media')
  return [valuesIn(usual), valuesIn(moreContrast)]
}

function valuesIn(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/^\s*(--[\w-]+): (.+);$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}

function cell(value: string | undefined): string {
  return value === undefined ? '' : `\`${value}\``
}
