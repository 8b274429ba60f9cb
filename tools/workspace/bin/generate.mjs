// npm run generate -- package NAME, policy NAME, environment NAME, solver NAME
import { buildProject, nxScript, runNode } from './run-local.mjs'

const built = buildProject('tools/workspace')
if (built !== 0) process.exit(built)
const [generator, ...rest] = process.argv.slice(2)
const generated = runNode(nxScript, [
  'generate',
  `@stageroute/workspace:${generator ?? ''}`,
  ...rest
])
// References between TypeScript projects follow from the manifests.
process.exit(generated === 0 ? runNode(nxScript, ['sync']) : generated)
