import type { StorybookConfig } from '@storybook/react-vite'
import { defaultClientConditions, mergeConfig } from 'vite'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (settings) =>
    mergeConfig(settings, {
      resolve: {
        conditions: ['orgkit-source', ...defaultClientConditions],
        dedupe: ['react', 'react-dom', '@tanstack/react-query'],
      },
      // As it is written: for older browsers light-dark() would be rewritten, and lose its colours without a scheme.
      build: { chunkSizeWarningLimit: 2000, cssTarget: 'chrome125' },
    }),
}

export default config
