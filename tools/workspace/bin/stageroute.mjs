// The command-line tool from the workspace: brings the build up to date, then runs it where the user stands.
import { join } from 'node:path'
import { buildProject, root, runNode } from './run-local.mjs'

const built = buildProject('apps/cli')
if (built !== 0) process.exit(built)
process.exit(
  runNode(join(root, 'apps/cli/dist/main.js'), process.argv.slice(2), {
    cwd: process.env.INIT_CWD ?? process.cwd()
  })
)
