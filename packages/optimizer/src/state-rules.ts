import type { BudgetedSelection } from './budgeted-selection'
import type { MixedIntegerProgram } from './program'
import type { SelectionRules } from './ruled-selection'
import { stateSelection } from './state-program'

interface Row {
  readonly lower: number
  readonly upper: number
  readonly coefficient: ReadonlyMap<number, number>
}

/**
 * States DeployOPT under rules for a general solver: to the rows of {@link stateSelection} come `d - minimum z >= 0` per arm with a minimum and
 * `atLeast <= sum of z <= atMost` per group; required arms have a z of at least one.
 */
export const stateRuledSelection = (
  program: BudgetedSelection,
  rules: SelectionRules
): MixedIntegerProgram => {
  const stated = withRows(stateSelection(program), ruleRows(program, rules))
  const columnLower = stated.columnLower.slice()
  for (const m of rules.required) columnLower[program.size + m] = 1
  return { ...stated, columnLower }
}

const ruleRows = (
  { size }: BudgetedSelection,
  { minimum, groups }: SelectionRules
): ReadonlyArray<Row> => [
  ...Array.from(minimum.subarray(0, size).keys())
    .filter((m) => minimum[m] > 0)
    .map((m) => ({
      lower: 0,
      upper: Infinity,
      coefficient: new Map([
        [m, 1],
        [size + m, -minimum[m]]
      ])
    })),
  ...groups.map(({ arms, atLeast, atMost }) => ({
    lower: atLeast,
    upper: atMost,
    coefficient: new Map(arms.map((m) => [size + m, 1]))
  }))
]

/** Appends rows to a stated program, column by column. */
const withRows = (program: MixedIntegerProgram, added: ReadonlyArray<Row>): MixedIntegerProgram => {
  const rowIndex: Array<number> = []
  const coefficient: Array<number> = []
  const columnStart = new Int32Array(program.columns + 1)
  for (let j = 0; j < program.columns; j++) {
    const [from, to] = [program.columnStart[j], program.columnStart[j + 1]]
    rowIndex.push(...program.rowIndex.subarray(from, to))
    coefficient.push(...program.coefficient.subarray(from, to))
    added.forEach((row, i) => {
      const entry = row.coefficient.get(j)
      if (entry === undefined) return
      rowIndex.push(program.rows + i)
      coefficient.push(entry)
    })
    columnStart[j + 1] = rowIndex.length
  }
  return {
    ...program,
    rows: program.rows + added.length,
    rowLower: Float64Array.from([...program.rowLower, ...added.map(({ lower }) => lower)]),
    rowUpper: Float64Array.from([...program.rowUpper, ...added.map(({ upper }) => upper)]),
    columnStart,
    rowIndex: Int32Array.from(rowIndex),
    coefficient: Float64Array.from(coefficient)
  }
}
