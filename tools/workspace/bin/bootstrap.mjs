// Sets the workspace up when needed: installs what the lockfile names, with the pinned pnpm.
// Plain Node without dependencies: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const stampFile = join(root, 'node_modules', '.stageroute-setup')
const oldestNode = [20, 19]

const refuse = (message) => {
  process.stderr.write(`stageroute set-up: ${message}\n`)
  process.exit(1)
}

const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    refuse(`Node ${oldestNode.join('.')} or newer is needed, this is ${process.versions.node}`)
  }
}

const manifests = () =>
  ['packages', 'apps', 'tools']
    .flatMap((folder) => {
      const path = join(root, folder)
      return existsSync(path)
        ? readdirSync(path).map((name) => join(path, name, 'package.json'))
        : []
    })
    .filter((file) => existsSync(file))
    .sort()

/** What the installed tree depends on; while it is unchanged there is nothing to do. */
const fingerprint = () => {
  const hash = createHash('sha256')
  hash.update(`${process.versions.node} ${process.platform} ${process.arch}`)
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(readFileSync(join(root, file)))
  }
  for (const file of manifests()) hash.update(readFileSync(file))
  return hash.digest('hex')
}

/** npm hands its own settings to scripts; passed on, they would steer the pnpm below. */
const cleanEnvironment = (extra) => {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|execpath)/i.test(name)
  )
  return {
    ...Object.fromEntries(inherited),
    CI: 'true',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '2',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    ...extra
  }
}

const run = (command, args, extra = {}) =>
  spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the command the user asked for.
    stdio: ['ignore', 2, 2],
    env: cleanEnvironment(extra),
    shell: process.platform === 'win32'
  }).status === 0

const install = (pnpm) => {
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only']
  return (
    run('npx', ['--yes', '--ignore-scripts', '--prefer-offline', pnpm, ...args]) ||
    run('corepack', [pnpm, ...args], {
      COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
      COREPACK_INTEGRITY_KEYS: '0'
    })
  )
}

requireNode()
const wanted = fingerprint()
const isReady = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted
if (!isReady) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  process.stderr.write('stageroute set-up: installing dependencies (once)\n')
  if (!install(packageManager)) {
    refuse(
      `installing with ${packageManager} failed (see above). The first set-up needs the npm registry; later ones work offline`
    )
  }
  writeFileSync(stampFile, wanted)
}
