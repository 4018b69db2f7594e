import '@orgkit/ui/styles.css'
import './preview.css'
import type { Decorator, Preview } from '@storybook/react-vite'
import { useLayoutEffect, type ReactNode } from 'react'
import { backends, withBackend } from '../stories/support/backend'
import { settled } from '../stories/support/settled'

interface SurroundingsProps {
  theme: 'light' | 'dark'
  direction: 'ltr' | 'rtl'
  language: string
  children: ReactNode
}

/**
 * Theme and direction belong to the whole document: dialogs are rendered outside the story's own element. Set before the first
 * paint, and so before a play function looks.
 */
function Surroundings({ theme, direction, language, children }: SurroundingsProps) {
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
    document.documentElement.dir = direction
    document.documentElement.lang = language
  }, [theme, direction, language])
  return children
}

const withSurroundings: Decorator = (Story, { globals }) => (
  <Surroundings
    theme={globals.theme === 'dark' ? 'dark' : 'light'}
    direction={globals.direction === 'rtl' ? 'rtl' : 'ltr'}
    language={globals.direction === 'rtl' ? 'ar' : 'en'}
  >
    <Story />
  </Surroundings>
)

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    viewport: {
      options: {
        phone: { name: 'Phone, 375', styles: { width: '375px', height: '812px' }, type: 'mobile' },
        narrow: { name: 'Narrow, 320', styles: { width: '320px', height: '640px' }, type: 'mobile' },
      },
    },
  },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    backend: {
      description: 'What the backend does',
      toolbar: { icon: 'database', items: [...backends], dynamicTitle: true },
    },
  },
  // The tests run every story in both themes.
  initialGlobals: { theme: import.meta.env.STORYBOOK_THEME ?? 'light', direction: 'ltr', backend: 'normal' },
  // Before axe looks.
  afterEach: settled,
  decorators: [withBackend, withSurroundings],
}

export default preview
