#!/usr/bin/env node
import { exitCode } from './exit-code'
import { runProgram } from './program'
import { endWithOutput, liveEnvironment } from './wiring'

endWithOutput()
runProgram(process.argv.slice(2), liveEnvironment()).then(
  (code) => void (process.exitCode = code),
  (cause: unknown) => {
    const stack = cause instanceof Error ? cause.stack : cause
    process.stderr.write(`stageroute: internal error: ${String(stack)}\n`)
    process.exitCode = exitCode.failed
  }
)
