// Runs an installed tool of this workspace with the settings that keep it quiet and local.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const require = createRequire(import.meta.url)

const quietNx = {
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NX_INTERACTIVE: 'false'
}

/** Returns the exit code of `node SCRIPT ARGS`, with the workspace's own binaries first on PATH. */
export const runNode = (script, args, options = {}) => {
  const binaries = join(root, 'node_modules', '.bin')
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    ...options,
    env: { ...process.env, ...quietNx, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` }
  })
  return result.status ?? 1
}

export const runNx = (args, options) =>
  runNode(require.resolve('nx/bin/nx.js'), [...args, '--outputStyle=static'], options)

/** Builds a project and what it needs; anything it prints goes to standard error. */
export const buildProject = (folder) =>
  runNode(require.resolve('typescript/bin/tsc'), ['-b', join(folder, 'tsconfig.lib.json')], {
    stdio: ['ignore', 2, 2]
  })
