import * as ts from 'typescript'
import type { Example } from './example'
import { checkName, instrument } from './instrument'

/** Compares what an example got at `file:line` with what it promises. */
export type Check = (place: string, actual: unknown, expected: unknown) => void

type ExampleBody = (
  require: (name: string) => unknown,
  exports: object,
  check: (line: number, actual: unknown, expected: unknown) => void
) => Promise<void>

/** Only a function made in this realm yields objects that equal the test's own; `await` is allowed in examples. */
const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...parts: ReadonlyArray<string>
) => ExampleBody

const toCommonJs = (code: string): string =>
  ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true
    }
  }).outputText

/** Runs an example with `require` for its imports and `check` for its assertions. */
export const runExample = (
  example: Example,
  require: (name: string) => unknown,
  check: Check
): Promise<void> => {
  const { code } = instrument(example.code)
  const body = new AsyncFunction('require', 'exports', checkName, toCommonJs(code))
  return body(require, {}, (line, actual, expected) =>
    check(`${example.file}:${example.line + line - 1}`, actual, expected)
  )
}
