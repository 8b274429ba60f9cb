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

const spawnNode = (script, args, options) =>
  spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    ...options,
    env: {
      ...process.env,
      ...quietNx,
      ...options.env,
      PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
    }
  })

/** Returns the exit code of `node SCRIPT ARGS`, with the workspace's own binaries first on PATH. */
export const runNode = (script, args, options = {}) =>
  spawnNode(script, args, { stdio: 'inherit', ...options }).status ?? 1

/** Runs a script of a package with its output kept: `{ isDone, output }`. */
export const captureNode = (script, args) => {
  const { status, stdout, stderr } = spawnNode(script, args, {
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024
  })
  return { isDone: status === 0, output: `${stdout ?? ''}${stderr ?? ''}`.trim() }
}

export const nxScript = require.resolve('nx/bin/nx.js')

export const runNx = (args, options) =>
  runNode(nxScript, [...args, '--outputStyle=static'], options)

const compile = (args) =>
  runNode(require.resolve('typescript/bin/tsc'), ['-b', ...args], { stdio: ['ignore', 2, 2] })

/** Builds a project and what it needs; anything it prints goes to standard error. */
export const buildProject = (folder) => compile([join(folder, 'tsconfig.lib.json')])

/** Builds projects and what they need from nothing, whatever is there already. */
export const rebuildProjects = (folders) =>
  compile(['--force', ...folders.map((folder) => join(folder, 'tsconfig.lib.json'))])
