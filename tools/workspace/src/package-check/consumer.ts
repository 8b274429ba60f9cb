import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PackedLibrary } from './pack'

const write = (file: string, content: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

const dependenciesOf = ({ files }: PackedLibrary): ReadonlyArray<string> =>
  Object.keys(
    (
      JSON.parse(files.get('package.json') ?? '{}') as {
        readonly dependencies?: Readonly<Record<string, string>>
      }
    ).dependencies ?? {}
  )

const linkThirdParty = (packed: PackedLibrary, modules: string): void => {
  for (const name of dependenciesOf(packed)) {
    const target = join(modules, name)
    if (name.startsWith('@stageroute/') || existsSync(target)) continue
    mkdirSync(dirname(target), { recursive: true })
    symlinkSync(realpathSync(join(packed.library.path, 'node_modules', name)), target)
  }
}

/** Installs packed packages in a folder, without a network: ours from their tarballs, others linked from the workspace. */
export const installInto = (packages: ReadonlyArray<PackedLibrary>, folder: string): void => {
  const modules = join(folder, 'node_modules')
  for (const packed of packages) {
    for (const [file, content] of packed.files) {
      write(join(modules, packed.library.name, file), content)
    }
    linkThirdParty(packed, modules)
  }
}

/** Runs as a module, so that both ways in are compared in one process; a failure prints one line and the rest still runs. */
const comparison = (specifiers: ReadonlyArray<string>): string => `
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
for (const specifier of ${JSON.stringify(specifiers)}) {
  try {
    const required = Object.keys(require(specifier))
    const imported = Object.keys(await import(specifier))
    const lost = required.filter((name) => !imported.includes(name))
    if (lost.length > 0) console.log(specifier + ': not importable by name from ESM: ' + lost.join(', '))
  } catch (cause) {
    console.log(specifier + ': ' + String(cause).split('\\n')[0])
  }
}
`

/** Returns which entries fail to load from CommonJS or from ESM, or offer fewer names to the latter. */
export const loadFrom = (
  folder: string,
  specifiers: ReadonlyArray<string>
): ReadonlyArray<string> => {
  const script = join(folder, 'consumer.mjs')
  write(script, comparison(specifiers))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: folder,
    encoding: 'utf8'
  })
  return [
    ...stdout.split('\n').filter((line) => line !== ''),
    ...(status === 0 ? [] : [`consumer.mjs stopped: ${stderr.trim()}`])
  ]
}

const strictConsumer = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    types: [],
    noEmit: true,
    skipLibCheck: false
  },
  files: ['consumer.mts', 'consumer.cts']
}

/** Returns what a strict TypeScript project that imports every entry, as ESM and as CommonJS, cannot compile. */
export const compileFrom = (
  folder: string,
  specifiers: ReadonlyArray<string>
): ReadonlyArray<string> => {
  const source = specifiers
    .map((specifier, index) => `import * as m${index} from '${specifier}'\nexport { m${index} }\n`)
    .join('')
  write(join(folder, 'consumer.mts'), source)
  write(join(folder, 'consumer.cts'), source)
  write(join(folder, 'tsconfig.json'), JSON.stringify(strictConsumer))
  const tsc = createRequire(__filename).resolve('typescript/bin/tsc')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '--pretty', 'false', '-p', folder],
    {
      cwd: folder,
      encoding: 'utf8'
    }
  )
  // Whatever a failed compiler printed is a finding, in any form.
  return status === 0 ? [] : `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
}
