import type { ReactElement } from 'react'
import { ApiStatusProvider, WordsProvider } from '../../src/index.js'
import type { Words } from '../../src/index.js'
import type { Stage } from './stage.js'

interface KitPageProps {
  readonly stage: Stage
  readonly words: Words
}

/** Every exhibit under its name, and something behind the last one. */
export function KitPage({ stage, words }: KitPageProps): ReactElement {
  return (
    <WordsProvider words={words}>
      <main>
        {stage.exhibits.map(({ exhibit: { name, element }, monitor }) => (
          <section key={name} data-exhibit={name}>
            <h2>{name}</h2>
            <ApiStatusProvider monitor={monitor}>{element}</ApiStatusProvider>
          </section>
        ))}
      </main>
      <footer>
        <button type="button">Behind the kit</button>
      </footer>
    </WordsProvider>
  )
}
