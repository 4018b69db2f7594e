import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  resolve: { conditions: ['orgkit-source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
  build: { outDir: '../../dist/web', emptyOutDir: true, sourcemap: true },
})
