import type { IndexSelection, Model } from 'highs'
import type { LinearProgram, ProgramChange } from '@stageroute/optimizer'

const fields = [
  'objective',
  'columnLower',
  'columnUpper',
  'rowLower',
  'rowUpper',
  'coefficient'
] as const

type Field = (typeof fields)[number]

/** Why a change cannot be applied to a program: HiGHS would read what is too short as numbers, and some of its calls take NaN. */
export const changeProblem = (
  program: LinearProgram,
  change: ProgramChange
): string | undefined => {
  for (const field of fields) {
    const values = change[field]
    if (values === undefined) continue
    if (values.length !== program[field].length) {
      return `${field} must have length ${program[field].length}, not ${values.length}`
    }
    const wrong = values.findIndex(Number.isNaN)
    if (wrong >= 0) return `${field}[${wrong}] is not a number`
  }
  return undefined
}

/** The program with arrays of its own, so that neither side sees what the other writes. */
export const copyOf = <P extends LinearProgram>(program: P): P => ({
  ...program,
  ...Object.fromEntries(fields.map((field) => [field, program[field].slice()])),
  columnStart: program.columnStart.slice(),
  rowIndex: program.rowIndex.slice()
})

/** Writes a change into the arrays of a program. */
export const keepChange = (program: LinearProgram, change: ProgramChange): void => {
  for (const field of fields) {
    const values = change[field]
    if (values !== undefined) program[field].set(values)
  }
}

type Span = readonly [from: number, to: number]

/** The first and the last place where arrays differ from what they were; nothing when they do not. */
const spanOf = (
  program: LinearProgram,
  change: ProgramChange,
  ...changed: ReadonlyArray<Field>
): Span | undefined => {
  const length = program[changed[0] as Field].length
  const differs = (i: number): boolean =>
    changed.some((field) => (change[field] ?? program[field])[i] !== program[field][i])
  let from = 0
  while (from < length && !differs(from)) from++
  if (from === length) return undefined
  let to = length - 1
  while (!differs(to)) to--
  return [from, to]
}

const range = ([from, to]: Span): IndexSelection => ({ kind: 'range', from, to })

const cut = (values: Float64Array, [from, to]: Span): Float64Array => values.subarray(from, to + 1)

const changeCoefficients = (model: Model, program: LinearProgram, change: ProgramChange): void => {
  const span = spanOf(program, change, 'coefficient')
  if (span === undefined || change.coefficient === undefined) return
  for (let j = 0; j < program.columns; j++) {
    for (let k = program.columnStart[j] ?? 0; k < (program.columnStart[j + 1] ?? 0); k++) {
      const value = change.coefficient[k] ?? Number.NaN
      if (value !== program.coefficient[k])
        model.changeCoefficient(program.rowIndex[k] ?? 0, j, value)
    }
  }
}

/** Tells a model that holds a program what differs after a change, and no more: HiGHS then starts from its last basis. */
export const applyChange = (model: Model, program: LinearProgram, change: ProgramChange): void => {
  const { objective, columnLower, columnUpper, rowLower, rowUpper } = { ...program, ...change }
  const costs = spanOf(program, change, 'objective')
  if (costs !== undefined) model.changeColsCost(range(costs), cut(objective, costs))
  const columns = spanOf(program, change, 'columnLower', 'columnUpper')
  if (columns !== undefined) {
    model.changeColsBounds(range(columns), cut(columnLower, columns), cut(columnUpper, columns))
  }
  const rows = spanOf(program, change, 'rowLower', 'rowUpper')
  if (rows !== undefined) {
    model.changeRowsBounds(range(rows), cut(rowLower, rows), cut(rowUpper, rows))
  }
  changeCoefficients(model, program, change)
}
