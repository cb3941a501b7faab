import { withThemeByDataAttribute } from '@storybook/addon-themes'
import type { Preview } from '@storybook/react-vite'
import { themes } from 'storybook/theming'
import '../src/styles/index.css'
import { languages } from './languages.js'
import './preview.css'
import { scenarioChoices } from './scenarioChoices.js'
import { withLanguage } from './withLanguage.js'
import { withScenario } from './withScenario.js'

const preview: Preview = {
  // The last is the outermost.
  decorators: [
    withScenario,
    withLanguage,
    withThemeByDataAttribute({
      themes: { system: '', light: 'light', dark: 'dark' },
      defaultTheme: 'system',
      attributeName: 'data-theme',
    }),
  ],
  globalTypes: {
    direction: {
      description: 'Which way text runs',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'auto', title: 'Auto direction' },
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
    language: {
      description: 'The words of the kit',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [...languages.values()].map(({ code, name }) => ({ value: code, title: name, right: code })),
      },
    },
    scenario: {
      description: 'What the back end goes through, in stories without a state of their own',
      toolbar: { icon: 'lightning', dynamicTitle: true, items: [...scenarioChoices] },
    },
  },
  initialGlobals: { theme: 'system', direction: 'auto', language: 'en', scenario: 'none' },
  parameters: {
    // A story that breaks an accessibility rule fails as a test.
    a11y: { test: 'error' },
    layout: 'padded',
    docs: { theme: themes.normal },
    options: { storySort: { order: ['Introduction', 'Overview', 'Theming', 'Accessibility', '*'] } },
  },
  tags: ['autodocs'],
}

export default preview
