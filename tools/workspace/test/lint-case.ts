/** A text, the file it pretends to be, and the rules that must report it. */
export interface LintCase {
  readonly name: string
  readonly file: string
  readonly code: string
  /** Rules that must report, and no other may; empty for code that is in order. */
  readonly rules: ReadonlyArray<string>
}

export const kernel = 'packages/optimizer/src/some.ts'
export const core = 'packages/planner/src/some.ts'
export const adapter = 'packages/optimizer-highs/src/some.ts'
export const kit = 'packages/optimizer/src/testing/some.ts'
export const specification = 'packages/optimizer/test/some.test.ts'
