import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ts from 'typescript'
import { workspaceRoot, type Finding } from '../repository'
import { nameOf, type Example } from './example'

/** Inside this project, so that imports resolve as its own do. */
const examplesFolder = join(workspaceRoot, 'tools', 'docs', '.examples')

/** Examples are compiled as CommonJS like everything else, but run in an async function, where `await` is fine. */
const AWAIT_AT_TOP_LEVEL = 1309

const compilerOptions = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(join(workspaceRoot, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, workspaceRoot)
  return {
    ...options,
    composite: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    // An example names results to show them.
    noUnusedLocals: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ['node'],
    typeRoots: [join(workspaceRoot, 'node_modules', '@types')]
  }
}

const fileOf = (folder: string, example: Example): string =>
  join(folder, `${nameOf(example).replace(/[^A-Za-z0-9]+/g, '-')}.ts`)

const write = (folder: string, examples: ReadonlyArray<Example>): ReadonlyMap<string, Example> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const byFile = new Map(examples.map((example) => [fileOf(folder, example), example]))
  for (const [file, { code }] of byFile) writeFileSync(file, code)
  return byFile
}

const toFinding = (example: Example, diagnostic: ts.Diagnostic): Finding => ({
  file: example.file,
  line:
    example.line +
    (diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0),
  problem: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')
})

/** Compiles all examples in one program and says what is wrong in the documents they come from; `run` names where they are written. */
export const typeCheckExamples = (
  examples: ReadonlyArray<Example>,
  run: string
): ReadonlyArray<Finding> => {
  const byFile = write(join(examplesFolder, run), examples)
  const program = ts.createProgram([...byFile.keys()], compilerOptions())
  return [...byFile].flatMap(([file, example]) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter(({ code }) => code !== AWAIT_AT_TOP_LEVEL)
      .map((diagnostic) => toFinding(example, diagnostic))
  })
}
