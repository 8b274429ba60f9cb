// npm run api: writes the API report of every published package. With --check: fails when a committed one is stale.
import { createRequire } from 'node:module'
import { buildProject, rebuildProjects, root } from './run-local.mjs'

const require = createRequire(import.meta.url)
const isCheck = process.argv.includes('--check')

const built = buildProject('tools/workspace')
if (built !== 0) process.exit(built)
const { readApiReports, staleness, writeApiReports } = require('../dist/api-report.js')
const { readLibraries } = require('../dist/library.js')

const libraries = readLibraries(root)
// The compiler writes unions in the order in which it met their members: after a partial build another one than after a whole one, which is what is checked.
const rebuilt = isCheck ? 0 : rebuildProjects(libraries.map(({ path }) => path))
if (rebuilt !== 0) process.exit(rebuilt)
const reports = libraries.flatMap(readApiReports)
const stale = reports.map(staleness).filter((lines) => lines.length > 0)
if (!isCheck) writeApiReports(reports)
else for (const lines of stale) process.stderr.write(`${lines.join('\n')}\n`)
process.stdout.write(
  `${reports.length} API reports, ${stale.length} ${isCheck ? 'stale' : 'written'}\n`
)
process.exit(isCheck && stale.length > 0 ? 1 : 0)
