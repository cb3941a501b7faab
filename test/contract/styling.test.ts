import { readdirSync } from 'node:fs'
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

Each part of the kit is one DOM node with \`data-api-status\`, and carries its state in attributes. They, their values, and the custom properties change only with a major version. The stylesheet sits in \`@layer api-status\` without any specificity: a rule of yours wins.

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
  const rows = Object.entries(CSS_VARIABLES).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  return [
    '## Custom properties',
    'Set them on `:root`, or on any element above a widget.',
    ['| custom property | |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n')
}
