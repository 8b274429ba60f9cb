#!/usr/bin/env node
import { exitCode } from './exit-code'
import { runProgram } from './program'
import { liveEnvironment } from './wiring'

// Worker threads end with the process; nothing is half-written before a command's last step.
process.once('SIGINT', () => {
  process.stderr.write('\nstageroute: interrupted\n')
  process.exit(exitCode.interrupted)
})

runProgram(process.argv.slice(2), liveEnvironment()).then(
  (code) => void (process.exitCode = code),
  (cause: unknown) => {
    process.stderr.write(
      `stageroute: internal error: ${String(cause instanceof Error ? cause.stack : cause)}\n`
    )
    process.exitCode = exitCode.failed
  }
)
