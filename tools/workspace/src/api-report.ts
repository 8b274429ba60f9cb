import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type IConfigFile
} from '@microsoft/api-extractor'
import { TSDocConfigFile } from '@microsoft/tsdoc-config'
import type { Library } from './library'
import { lineDiff } from './line-diff'

/** The committed report of one entry of a package, and what it should be. */
export interface ApiReport {
  readonly file: string
  readonly committed: string
  readonly current: string
}

const inReport = { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true }
const silent = { logLevel: ExtractorLogLevel.None }

/** Our examples are plain code, executed as such; to TSDoc they look like broken markup. */
const exampleSyntax = Object.fromEntries(
  [
    'tsdoc-at-sign-in-word',
    'tsdoc-escape-greater-than',
    'tsdoc-escape-right-brace',
    'tsdoc-malformed-html-name',
    'tsdoc-malformed-inline-tag'
  ].map((id) => [id, silent])
)

const entryFileOf = ({ path }: Library, entry: string): string =>
  join(path, 'dist', entry, 'index.d.ts')

const reportNameOf = ({ folder }: Library, entry: string): string =>
  `${folder}${entry.replace('/', '.')}.api.md`

const configFor = (library: Library, entry: string, reportFolder: string): IConfigFile => ({
  projectFolder: library.path,
  mainEntryPointFilePath: entryFileOf(library, entry),
  newlineKind: 'lf',
  compiler: {
    overrideTsconfig: {
      compilerOptions: {
        target: 'es2023',
        lib: ['es2023'],
        module: 'nodenext',
        moduleResolution: 'nodenext',
        types: [],
        strict: true,
        skipLibCheck: true
      },
      files: [entryFileOf(library, entry)]
    }
  },
  apiReport: {
    enabled: true,
    reportFileName: reportNameOf(library, entry),
    reportFolder,
    reportTempFolder: reportFolder
  },
  docModel: { enabled: false },
  dtsRollup: { enabled: false },
  tsdocMetadata: { enabled: false },
  messages: {
    extractorMessageReporting: {
      default: inReport,
      'ae-undocumented': inReport,
      // Release tags say how stable an export is; here the version says it.
      'ae-missing-release-tag': silent
    },
    tsdocMessageReporting: { default: inReport, ...exampleSyntax },
    compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } }
  }
})

const extract = (library: Library, entry: string, reportFolder: string): string => {
  const errors: string[] = []
  const result = Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: configFor(library, entry, reportFolder),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(library.path, 'package.json'),
      tsdocConfigFile: TSDocConfigFile.loadFile(join(__dirname, '..', 'tsdoc.json'))
    }),
    {
      localBuild: true,
      messageCallback: (message: ExtractorMessage) => {
        if (message.logLevel === ExtractorLogLevel.Error) errors.push(message.text)
        message.handled = true
      }
    }
  )
  if (result.errorCount > 0) {
    throw new Error(`API report of ${library.name}${entry}: ${errors.join('; ')}`)
  }
  return readFileSync(join(reportFolder, reportNameOf(library, entry)), 'utf8')
}

/** The compiler writes a union of texts in the order in which it met them, which is another one after a partial build. */
const sortTexts = (line: string): string =>
  line.replace(/"[^"]*"(?: \| "[^"]*")+/g, (texts) => texts.split(' | ').sort().join(' | '))

/** Line ends, trailing blanks, the order of alternatives and the lines of a source where a warning arose are not part of the public surface. */
const normalise = (report: string): string =>
  `${report
    .split(/\r?\n/)
    .map((line) => sortTexts(line.trimEnd().replace(/^(\/\/ src\/\S+?):\d+:\d+ /, '$1 ')))
    .join('\n')
    .trimEnd()}\n`

/** Returns the report of every entry of a built package, next to the committed one. */
export const readApiReports = (library: Library): ReadonlyArray<ApiReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-api-'))
  try {
    return library.entries.map((entry) => {
      const file = join(library.path, reportNameOf(library, entry))
      return {
        file,
        committed: existsSync(file) ? readFileSync(file, 'utf8') : '',
        current: normalise(extract(library, entry, folder))
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns how a committed report differs from the code; nothing where it is up to date. */
export const staleness = ({ file, committed, current }: ApiReport): ReadonlyArray<string> =>
  committed === current
    ? []
    : [
        committed === ''
          ? `${file}: missing; write it with npm run api`
          : `${file}: the public surface changed; review it and run npm run api`,
        ...lineDiff(committed, current)
      ]

/** Makes the committed reports say what the code says. */
export const writeApiReports = (reports: ReadonlyArray<ApiReport>): void => {
  for (const { file, current } of reports) writeFileSync(file, current)
}
