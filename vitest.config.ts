import path from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { launchOptions } from './test/support/chromium.ts'

const setupFiles = [path.resolve('test/support/test-setup.ts')]
/** Where tests ask for a database of their own on a real PostgreSQL. */
const globalSetup = [path.resolve('test/support/postgres-setup.ts')]
const packageTests = (folders: string, ending: string) => `packages/${folders}/src/**/*${ending}.{ts,tsx}`

/** A function: two projects must never share one `browser` object, vitest writes into it. */
const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions }),
  instances: [{ browser: 'chromium' as const }],
})

/** What Vite must bundle before the first browser test: found late, it reloads the page in the middle of one. */
const optimizeDeps = {
  include: [
    'react',
    'react-dom',
    'react-dom/client',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'radix-ui',
    'class-variance-authority',
    'react-hook-form',
    'lucide-react',
    'zod',
    'axe-core',
    '@tanstack/react-query',
    '@testing-library/react',
    '@testing-library/user-event',
    '@testing-library/jest-dom/vitest',
  ],
}

/** Every story as a test, with axe, in one theme. */
const storiesIn = (theme: 'light' | 'dark', sequence: { groupOrder: number }) => ({
  extends: true as const,
  plugins: [storybookTest({ configDir: path.resolve('.storybook') })],
  optimizeDeps,
  test: {
    name: theme === 'light' ? 'stories' : `stories-${theme}`,
    browser: chromium(),
    env: { STORYBOOK_THEME: theme },
    sequence,
  },
})

export default defineConfig({
  resolve: {
    conditions: ['orgkit-source', ...defaultClientConditions],
    dedupe: ['react', 'react-dom', '@tanstack/react-query'],
  },
  ssr: { resolve: { conditions: ['orgkit-source', ...defaultServerConditions] } },
  test: {
    passWithNoTests: true,
    // A hung test ends; a slow machine does not fail one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // vitest leaves one processor free by default; with two that would halve the speed.
    maxWorkers: '100%',
    reporters: ['default', './test/support/summary-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.*', '**/*.stories.*'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          globalSetup,
          include: [packageTests('{core,adapters,server,demo}', '.test'), 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/*.{browser,dom}.test.*', 'test/e2e/**', 'test/react18/**'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          setupFiles,
          include: [packageTests('{react,ui}', '.test'), 'test/**/*.dom.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, '**/*.browser.test.*', 'test/react18/**'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        plugins: [react()],
        optimizeDeps,
        test: {
          name: 'browser',
          browser: chromium(),
          setupFiles,
          include: [packageTests('*', '.browser.test'), 'test/**/*.browser.test.{ts,tsx}'],
          sequence: { groupOrder: 2 },
        },
      },
      storiesIn('light', { groupOrder: 3 }),
      storiesIn('dark', { groupOrder: 4 }),
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          globalSetup,
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
})
