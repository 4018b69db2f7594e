import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Counts tests as `npm test` reports them: an error outside a test is a failure too. Under `npm test` the counts go to
 * the file that it names, and it prints the last line; run by itself, vitest ends with that line.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>) {
    const summary = { passed: 0, failed: errors.length, skipped: 0 }
    for (const testModule of modules) {
      summary.failed += testModule.errors().length
      for (const test of testModule.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') summary.passed++
        else if (state === 'failed') summary.failed++
        else summary.skipped++
      }
    }
    const file = process.env.ORGKIT_SUMMARY_FILE
    if (file) {
      writeFileSync(file, JSON.stringify(summary))
      return
    }
    const skipped = summary.skipped > 0 ? `, ${summary.skipped} skipped` : ''
    process.on('exit', () => {
      process.stdout.write(`\n${summary.passed} passed, ${summary.failed} failed${skipped}\n`)
    })
  }
}
