// npm run generate -- package NAME, policy NAME, environment NAME, solver NAME
import { buildProject, runNx } from './run-local.mjs'

const built = buildProject('tools/workspace')
if (built !== 0) process.exit(built)
const [generator, ...rest] = process.argv.slice(2)
process.exit(runNx(['generate', `@stageroute/workspace:${generator ?? ''}`, ...rest]))
