import type { Meta, StoryObj } from '@storybook/react-vite'
import { StatusIndicator, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { calmStates, stateNamed, troubledStates } from './states.js'

const meta = {
  component: StatusIndicator,
} satisfies Meta<typeof StatusIndicator>

export default meta

type Story = StoryObj<typeof meta>

/** Every status, cause and source side by side. */
export const AllStates: Story = {
  render: () => <Gallery states={[...calmStates, ...troubledStates]}>{() => <StatusIndicator />}</Gallery>,
}

/** A link to a status page: the same indicator, another element. */
export const AsLink: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('unreachable')}>
      <StatusIndicator
        render={({ children, ...props }) => (
          <a {...props} href="#status">
            {children}
          </a>
        )}
      />
    </TestApiStatusProvider>
  ),
}

/** In German. */
export const InGerman: Story = {
  render: () => (
    <WordsProvider words={de}>
      <Gallery states={[...calmStates, ...troubledStates]}>{() => <StatusIndicator />}</Gallery>
    </WordsProvider>
  ),
}
