import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'

const PORTKEY = '1.15.2'
const NODE_SERVER = '1.13.8'

/** What has to be known of the other gateway to read its figures. */
export const portkeyNotes: ReadonlyArray<string> = [
  `Portkey is @portkey-ai/gateway ${PORTKEY} with @hono/node-server ${NODE_SERVER}: with the one that npm picks for it, it answers every stream with status 500.`,
  'It sleeps 25 ms before the first chunk of a stream, which bounds its streams on one connection. It listens on all networks of this machine meanwhile.'
]

/** What npm installs it from. */
export const portkeyManifest = {
  private: true,
  dependencies: { '@portkey-ai/gateway': PORTKEY },
  overrides: { '@hono/node-server': NODE_SERVER }
} as const

const versionIn = (folder: string, name: string): string | null => {
  try {
    const text = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')
    return (JSON.parse(text) as { readonly version: string }).version
  } catch {
    return null
  }
}

const isInstalledIn = (folder: string): boolean =>
  versionIn(folder, '@portkey-ai/gateway') === PORTKEY &&
  versionIn(folder, '@hono/node-server') === NODE_SERVER

const INSTALL_MS = 180_000

/** npm hands its own settings to scripts: passed on, they would steer the npm below. */
const withoutNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|command|config_(prefix|global|local))/i.test(name)
    )
  )

const install = (folder: string): string | null => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(portkeyManifest))
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const done = spawnSync('npm', [...words, '--prefix', folder], {
    cwd: folder,
    encoding: 'utf8',
    timeout: INSTALL_MS,
    env: withoutNpm(),
    shell: process.platform === 'win32'
  })
  if (isInstalledIn(folder)) return null
  const [why = ''] = (done.error?.message ?? done.stderr).trim().split('\n')
  return why === '' ? 'npm ended without it' : why
}

/**
 * Returns the file that starts Portkey, which is installed under a folder when it is not there.
 *
 * Errors: why npm could not, in a line.
 */
export const findPortkey = (cache: string): E.Either<string, string> => {
  const folder = join(cache, `portkey-${PORTKEY}-${NODE_SERVER}`)
  const problem = isInstalledIn(folder) ? null : install(folder)
  const file = join(folder, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js')
  if (problem !== null) return E.left(`Portkey cannot be installed: ${problem}`)
  return existsSync(file) ? E.right(file) : E.left('Portkey has no server in its package')
}
