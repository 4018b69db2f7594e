#!/usr/bin/env node
import { runOrgkit } from './run'

process.exitCode = await runOrgkit(process.argv.slice(2), {
  environment: process.env,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
})
