import type { StorybookConfig } from '@storybook/react-vite'
import { mergeConfig } from 'vite'

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: [
    '@storybook/addon-docs',
    '@storybook/addon-a11y',
    '@storybook/addon-vitest',
    '@storybook/addon-themes',
  ],
  framework: '@storybook/react-vite',
  features: { sidebarOnboardingChecklist: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The other docgen needs the compiler's JavaScript API, which TypeScript 7 doesn't have.
  typescript: { reactDocgen: 'react-docgen' },
  // Styles as they are published: lowered for old browsers, a token would stay with the scheme of the page.
  viteFinal: (ours) => mergeConfig(ours, { build: { cssTarget: 'esnext' } }),
}

export default config
