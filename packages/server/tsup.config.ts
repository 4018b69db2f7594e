import { defineConfig } from 'tsup'

const modules = {
  index: 'src/index.ts',
  'client/index': 'src/client/index.ts',
  hono: 'src/guards/hono.ts',
  express: 'src/guards/express.ts',
  next: 'src/guards/next.ts',
}

export default defineConfig({
  entry: { ...modules, 'command/orgkit': 'src/command/orgkit.ts' },
  splitting: true,
  format: ['esm'],
  // The command is run, never imported.
  dts: { entry: modules },
  clean: true,
  sourcemap: true,
  platform: 'node',
  target: 'node22',
})
