import { runNx } from './run-local.mjs'

process.exit(runNx(process.argv.slice(2)))
