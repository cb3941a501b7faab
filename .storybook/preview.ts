import { withThemeByDataAttribute } from '@storybook/addon-themes'
import type { Preview } from '@storybook/react-vite'
import '../src/styles/index.css'
import './preview.css'

const preview: Preview = {
  decorators: [
    withThemeByDataAttribute({
      themes: { system: '', light: 'light', dark: 'dark' },
      defaultTheme: 'system',
      attributeName: 'data-theme',
    }),
  ],
  parameters: {
    // A story that breaks an accessibility rule fails as a test.
    a11y: { test: 'error' },
    layout: 'padded',
  },
  tags: ['autodocs'],
}

export default preview
