// npm run generate -- package NAME, policy NAME, environment NAME, solver NAME
import { readFileSync } from 'node:fs'
import { buildProject, nxScript, runNode } from './run-local.mjs'

const list = new URL('../generators.json', import.meta.url)
const known = Object.keys(JSON.parse(readFileSync(list, 'utf8')).generators)
const [generator, ...rest] = process.argv.slice(2)
if (!known.includes(generator)) {
  process.stderr.write(`npm run generate -- KIND NAME; KIND is one of ${known.join(', ')}\n`)
  process.exit(2)
}

const built = buildProject('tools/workspace')
if (built !== 0) process.exit(built)
const generate = ['generate', `@stageroute/workspace:${generator}`, ...rest]
const generated = runNode(nxScript, generate)
// References between TypeScript projects follow from the manifests.
process.exit(generated === 0 ? runNode(nxScript, ['sync']) : generated)
