import type { PackedLibrary } from './pack'

type Findings = ReadonlyArray<string>

const workspaceOnly = ['workspace:', 'catalog:', '@stageroute/source']

/** What only means something inside the workspace must not be published. */
export const checkManifest = ({ files }: PackedLibrary): Findings => {
  const manifest = files.get('package.json') ?? ''
  return workspaceOnly
    .filter((word) => manifest.includes(word))
    .map((word) => `package.json: contains "${word}"`)
}

/** What a reader or a program expects is there, what only a build or a test needs is not. */
export const checkFiles = ({ files }: PackedLibrary): Findings => [
  ...['README.md', 'LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts']
    .filter((file) => !files.has(file))
    .map((file) => `${file}: not in the tarball`),
  ...[...files.keys()]
    .filter((file) => file.endsWith('.tsbuildinfo') || file.startsWith('test/'))
    .map((file) => `${file}: does not belong in the tarball`)
]

const checkPublint = async ({ tarball }: PackedLibrary): Promise<Findings> => {
  const { publint } = await import('publint')
  const { formatMessage } = await import('publint/utils')
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    strict: true
  })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
}

/** `node10` knows no export maps and is older than the oldest Node supported. */
const resolutions = ['node16-cjs', 'node16-esm', 'bundler'] as const

const checkTypes = async ({ content }: PackedLibrary): Promise<Findings> => {
  const { checkPackage } = await import('@arethetypeswrong/core')
  const { problemAffectsResolutionKind } = await import('@arethetypeswrong/core/problems')
  const analysis = await checkPackage(content)
  if (!analysis.types) return ['types: the tarball has none']
  return resolutions.flatMap((resolution) =>
    analysis.problems
      .filter((problem) => problemAffectsResolutionKind(problem, resolution, analysis))
      .map((problem) => `types: ${problem.kind} for ${resolution}`)
  )
}

/** Returns what is wrong with one packed package, each finding with the package's name. */
export const checkPacked = async (packed: PackedLibrary): Promise<Findings> =>
  [
    ...checkManifest(packed),
    ...checkFiles(packed),
    ...(await checkPublint(packed)),
    ...(await checkTypes(packed))
  ].map((finding) => `${packed.library.name}: ${finding}`)
