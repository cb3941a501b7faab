import type { StoryEntry } from '../shots/storybook.js'
import type { Picture } from './pictures.js'

/** The page of pictures, in Markdown. */
export function galleryPage(pictures: readonly Picture[], stories: readonly StoryEntry[]): string {
  const sections = pictures.map(({ file, title, story, says, width }) => {
    const entry = stories.find(({ id }) => id === story)
    return `## ${title}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/${file}-dark.png">
  <img src="images/${file}-light.png" width="${width}" alt="${says}">
</picture>

${says} Story: ${entry?.title} / ${entry?.name}.
`
  })
  return `# Gallery

The widgets as they look without a line of your own CSS, in light and in dark as your system asks for. \`npm run storybook\` has every state of each, to be touched.

${sections.join('\n')}
Made by \`npm run gallery\` from the stories named here.
`
}
