#!/usr/bin/env node
import { runCommand } from './command'

const untilStopped = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve())
  process.once('SIGINT', () => resolve())
})

runCommand(process.argv.slice(2), {
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`stageroute-simulated-upstream: ${line}\n`),
  untilStopped
}).then((code) => {
  process.exitCode = code
})
