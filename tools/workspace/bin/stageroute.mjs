// The command-line tool from the workspace: brings the build up to date, then runs it in this process, where the user stands.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildProject, root } from './run-local.mjs'

const built = buildProject('apps/cli')
if (built !== 0) process.exit(built)
process.chdir(process.env.INIT_CWD ?? process.cwd())
createRequire(import.meta.url)(join(root, 'apps/cli/dist/main.js'))
