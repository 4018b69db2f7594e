import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@orgkit/ui/styles.css'
import './notes.css'
import { App } from './app'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
