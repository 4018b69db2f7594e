// `npm run bench`: everything that must stay small and fast, measured against its bound. `npm run bench -- bytes` runs
// one part. A part prints its table and tells whether all of it is within bounds; the exit code says the same.
import { buildPackages } from '../../.config/packages.mjs'
import { measureBytes } from './bytes'
import { measureRequests } from './requests'

const parts: Record<string, () => Promise<boolean>> = { bytes, requests }

const isCheck = process.argv.includes('--check')
const wanted = process.argv.slice(2).filter((argument) => argument !== '--check')
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0)
  throw new Error(`bench: no part ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`)
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (!(await part())) process.exitCode = 1
}

async function bytes(): Promise<boolean> {
  await buildPackages()
  const results = await measureBytes()
  const row = (...cells: string[]) =>
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(36) : cell.padStart(15))).join(''))
  const figure = (measured?: number, bound?: number) =>
    measured === undefined ? '–' : `${measured.toFixed(1)}${bound === undefined ? '' : ` / ${bound}`}`
  row('kB, gzip, React left out', 'before a click', 'opened', 'another click', 'everything', 'verdict')
  for (const result of results) {
    const verdict = { within: 'ok', over: 'OVER', standing: 'OVER, as before', missing: 'not built yet' }[
      result.state
    ]
    row(
      result.what,
      figure(result.firstMeasured, result.firstKilobytes),
      figure(result.openedMeasured, result.openedKilobytes),
      figure(result.laterMeasured),
      figure(result.allMeasured, result.allKilobytes),
      verdict,
    )
  }
  // A gap that is known fails the bench and not the check, which is there to see things get worse.
  return results.every(({ state }) => state !== 'over' && (isCheck || state !== 'standing'))
}

async function requests(): Promise<boolean> {
  await buildPackages()
  const results = await measureRequests()
  console.log('\nrequests to the API')
  for (const { what, measured, bound } of results) {
    console.log(
      `${what.padEnd(51)}${`${measured} / ${bound}`.padStart(15)}${(measured > bound ? 'OVER' : 'ok').padStart(15)}`,
    )
  }
  return results.every(({ measured, bound }) => measured <= bound)
}
