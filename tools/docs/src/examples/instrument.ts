import * as ts from 'typescript'

/** An assertion comment that belongs to nothing that could be checked; `line` counts from the example's first line. */
export interface Fault {
  readonly line: number
  readonly problem: string
}

export interface Instrumented {
  readonly code: string
  readonly assertions: number
  readonly faults: ReadonlyArray<Fault>
}

interface Assertion {
  readonly statement: ts.Statement
  readonly commentStart: number
  readonly expected: string
}

/** The name by which instrumented code calls its check: `(line, actual, expected) => void`. */
export const checkName = '__check'

const marker = /\/\/ =>/g

const parse = (code: string): ts.SourceFile =>
  ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)

const assertionOf = (statement: ts.Statement, code: string): Assertion | undefined => {
  const comment = ts.getTrailingCommentRanges(code, statement.end)?.[0]
  if (comment === undefined) return undefined
  const expected = /^\/\/ =>(.*)$/.exec(code.slice(comment.pos, comment.end))?.[1]
  return expected === undefined
    ? undefined
    : { statement, commentStart: comment.pos, expected: expected.trim() }
}

const assertionsOf = (source: ts.SourceFile): ReadonlyArray<Assertion> =>
  source.statements.flatMap((statement) => assertionOf(statement, source.text) ?? [])

const declaredName = (statement: ts.Statement): string | undefined => {
  if (!ts.isVariableStatement(statement)) return undefined
  const [declaration, ...others] = statement.declarationList.declarations
  const isOne = declaration !== undefined && others.length === 0
  return isOne && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined
}

/** The statement followed by its check, on the lines it had; undefined when it has no value to check. */
const checked = ({ statement, expected }: Assertion, line: number): string | undefined => {
  const call = (actual: string): string => `${checkName}(${line}, (${actual}), (${expected}));`
  if (ts.isExpressionStatement(statement)) return `;${call(statement.expression.getText())}`
  const name = declaredName(statement)
  return name === undefined ? undefined : `${statement.getText()};${call(name)}`
}

/** Turns every assertion comment of an example into a call of its check. */
export const instrument = (code: string): Instrumented => {
  const source = parse(code)
  const lineOf = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1
  const found = assertionsOf(source)
  const edits = found.flatMap((assertion) => {
    const replacement = checked(assertion, lineOf(assertion.commentStart))
    return replacement === undefined ? [] : [{ ...assertion, replacement }]
  })
  const bound = new Set(edits.map(({ commentStart }) => commentStart))
  const faults = [...code.matchAll(marker)]
    .filter(({ index }) => !bound.has(index))
    .map(({ index }) => ({
      line: lineOf(index),
      problem: 'an assertion stands behind an expression or a one-name declaration of the top level'
    }))
  const instrumented = edits.reduceRight(
    (text, { statement, replacement }) =>
      text.slice(0, statement.getStart()) + replacement + text.slice(statement.end),
    code
  )
  return { code: instrumented, assertions: edits.length, faults }
}
