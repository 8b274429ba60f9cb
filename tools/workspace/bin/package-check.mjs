// Packs every published package and uses the tarballs the way a stranger would.
import { createRequire } from 'node:module'
import { buildProject, root } from './run-local.mjs'

const require = createRequire(import.meta.url)

const built = buildProject('tools/workspace')
if (built !== 0) process.exit(built)
const { checkPackages } = require('../dist/package-check/check-packages.js')
const { readLibraries } = require('../dist/library.js')

const libraries = readLibraries(root)
const findings = await checkPackages(root, libraries)
for (const finding of findings) process.stderr.write(`${finding}\n`)
process.stdout.write(`${libraries.length} packages packed, ${findings.length} findings\n`)
process.exit(findings.length > 0 ? 1 : 0)
