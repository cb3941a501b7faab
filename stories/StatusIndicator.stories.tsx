import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Indicator, StatusIndicator, useApiStatus, WordsProvider } from '../src/index.js'
import { TestApiStatusProvider } from '../src/testing.js'
import { de } from '../src/words/de.js'
import { Gallery } from './Gallery.js'
import { calmStates, stateNamed, troubledStates } from './states.js'

const meta = {
  component: StatusIndicator,
  args: { variant: 'text' },
  argTypes: { variant: { control: 'inline-radio', options: ['text', 'pill', 'dot'] } },
} satisfies Meta<typeof StatusIndicator>

export default meta

type Story = StoryObj<typeof meta>

/** Every status, cause and source side by side. */
export const AllStates: Story = {
  render: (args) => (
    <Gallery states={[...calmStates, ...troubledStates]}>{() => <StatusIndicator {...args} />}</Gallery>
  ),
}

/** On a tinted pill, which stands out in a header or a table. */
export const Pills: Story = { args: { variant: 'pill' }, render: AllStates.render! }

/** The shape alone. Its words are there for screen readers, and for a pointer that rests on it. */
export const Dots: Story = {
  args: { variant: 'dot' },
  render: AllStates.render!,
  play: async ({ canvasElement }) => {
    const [offline] = within(canvasElement).getAllByText('You are offline')
    await expect(offline?.parentElement).toHaveAttribute('title', 'You are offline')
  },
}

/** Goes through the scenario that the toolbar names. */
export const Playground: Story = {}

/** From the parts, with words of one's own beside those of the kit. */
export const Composed: Story = {
  render: (args) => (
    <TestApiStatusProvider {...stateNamed('component')}>
      <Indicator.Root {...args}>
        <strong>Orders API:</strong> <Indicator.Label />
      </Indicator.Root>
    </TestApiStatusProvider>
  ),
}

/** No part at all: the headline and its cause, as a hook gives them. */
export const WithHooksAlone: Story = {
  render: () => (
    <TestApiStatusProvider {...stateNamed('component')}>
      <OwnIndicator />
    </TestApiStatusProvider>
  ),
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

function OwnIndicator() {
  const status = useApiStatus((api) => api.status)
  const cause = useApiStatus((api) => api.cause)
  return <span>{cause ? `${status}, because of: ${cause}` : status}</span>
}
