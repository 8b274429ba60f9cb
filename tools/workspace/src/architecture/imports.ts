import { preProcessFile } from 'typescript'
import { lineAt } from './problem'

/** One mention of another module: import, type-only import, re-export, `import()`, import type or `require`. */
export interface Import {
  readonly specifier: string
  readonly line: number
}

/** Returns every module a source names, by scanning its tokens. */
export const importsOf = (source: string): ReadonlyArray<Import> =>
  preProcessFile(source, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: lineAt(source, pos)
  }))
