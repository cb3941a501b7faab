import type { Decorator } from '@storybook/react-vite'
import { useLayoutEffect } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { WordsProvider } from '../src/index.js'
import { languages } from './languages.js'

/** The languages among ours that are written from right to left. */
const RIGHT_TO_LEFT = new Set(['ar'])

/** The language and the direction of the toolbar, on the document as an app would have them. */
export const withLanguage: Decorator = (Story, { globals }) => {
  const { language, direction } = globals as { language: string; direction: string }
  return (
    <InLanguage code={language} direction={direction}>
      <Story />
    </InLanguage>
  )
}

interface InLanguageProps {
  readonly code: string
  readonly direction: string
  readonly children: ReactNode
}

function InLanguage({ code, direction, children }: InLanguageProps): ReactElement {
  const ofLanguage = RIGHT_TO_LEFT.has(code) ? 'rtl' : 'ltr'
  useLayoutEffect(
    function setOnDocument() {
      document.documentElement.lang = code
      document.documentElement.dir = direction === 'auto' ? ofLanguage : direction
    },
    [code, direction, ofLanguage],
  )
  return <WordsProvider words={languages.get(code)?.words ?? {}}>{children}</WordsProvider>
}
