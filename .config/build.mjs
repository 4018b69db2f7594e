// `npm run build`: the published packages into their dist folders. Nothing in the repository needs it to run or test.
import { buildPackages } from './packages.mjs'

await buildPackages().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
