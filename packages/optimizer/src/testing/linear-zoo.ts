import type { MixedIntegerProgram } from '../program'
import type { Termination } from '../solver'

/** A program whose answer is known: its termination and, where it has one, its optimum. */
export interface LinearCase {
  readonly name: string
  readonly program: MixedIntegerProgram
  readonly termination: Termination['_tag']
  readonly objective?: number
}

type Range = readonly [lower: number, upper: number]

interface Statement {
  readonly maximise: ReadonlyArray<number>
  readonly rows?: ReadonlyArray<readonly [lower: number, row: ReadonlyArray<number>, upper: number]>
  readonly columns?: ReadonlyArray<Range>
  readonly integer?: ReadonlyArray<number>
}

const nonNegative: Range = [0, Infinity]

/** States a program row by row, as one writes it, by columns, as solvers read it. */
const state = ({ maximise, rows = [], columns, integer = [] }: Statement): MixedIntegerProgram => {
  const ranges = maximise.map((_, j) => columns?.[j] ?? nonNegative)
  const entries = maximise.map((_, j) =>
    rows.flatMap(([, row], i) => (row[j] === 0 ? [] : [[i, row[j]] as const]))
  )
  const columnStart = new Int32Array(maximise.length + 1)
  entries.forEach((column, j) => (columnStart[j + 1] = columnStart[j] + column.length))
  return {
    columns: maximise.length,
    rows: rows.length,
    objective: Float64Array.from(maximise),
    columnLower: Float64Array.from(ranges, ([lower]) => lower),
    columnUpper: Float64Array.from(ranges, ([, upper]) => upper),
    rowLower: Float64Array.from(rows, ([lower]) => lower),
    rowUpper: Float64Array.from(rows, ([, , upper]) => upper),
    columnStart,
    rowIndex: Int32Array.from(entries.flat(), ([i]) => i),
    coefficient: Float64Array.from(entries.flat(), ([, value]) => value),
    isInteger: Uint8Array.from(maximise, (_, j) => (integer.includes(j) ? 1 : 0))
  }
}

const optimal = (name: string, objective: number, statement: Statement): LinearCase => ({
  name,
  program: state(statement),
  termination: 'optimal',
  objective
})

const without = (
  termination: 'infeasible' | 'unbounded',
  name: string,
  statement: Statement
): LinearCase => ({ name, program: state(statement), termination })

const below = (row: ReadonlyArray<number>, upper: number) => [-Infinity, row, upper] as const
const above = (row: ReadonlyArray<number>, lower: number) => [lower, row, Infinity] as const

/** Linear programs of every kind of row, bound and verdict. */
export const linearZoo: ReadonlyArray<LinearCase> = [
  optimal('bounds alone', 5, {
    maximise: [1, -1],
    columns: [
      [0, 3],
      [-2, 4]
    ]
  }),
  optimal('two rows bind', 36, {
    maximise: [3, 5],
    rows: [below([1, 0], 4), below([0, 2], 12), below([3, 2], 18)]
  }),
  optimal('a row from below', -2, { maximise: [-1, -1], rows: [above([1, 2], 4)] }),
  optimal('a row from both sides', -1, {
    maximise: [-1, 0],
    rows: [[1, [1, 1], 3]],
    columns: [nonNegative, [0, 0]]
  }),
  optimal('an equality', 7, {
    maximise: [2, 3],
    rows: [[3, [1, 1], 3]],
    columns: [
      [0, 5],
      [0, 1]
    ]
  }),
  optimal('a free column', -4, {
    maximise: [-1],
    rows: [above([1], 4)],
    columns: [[-Infinity, Infinity]]
  }),
  optimal('a fixed column', 8, {
    maximise: [1, 2],
    rows: [below([1, 1], 5)],
    columns: [[2, 2], nonNegative]
  }),
  optimal('nothing to gain', 0, { maximise: [0, 0], rows: [below([1, 1], 1)] }),
  optimal('three rows at one vertex', 2, {
    maximise: [1, 1],
    rows: [below([1, 0], 1), below([0, 1], 1), below([1, 1], 2)]
  }),
  without('infeasible', 'rows that contradict', {
    maximise: [1],
    rows: [above([1], 2), below([1], 1)]
  }),
  without('infeasible', 'a row beyond the bounds', {
    maximise: [1, 1],
    rows: [[3, [1, 1], 3]],
    columns: [
      [0, 1],
      [0, 1]
    ]
  }),
  without('unbounded', 'a ray', { maximise: [1, 1], rows: [below([1, -1], 1)] })
]

/** Programs with whole-valued columns. */
export const integerZoo: ReadonlyArray<LinearCase> = [
  optimal('a knapsack', 11, {
    maximise: [6, 5, 4],
    rows: [below([4, 3, 2], 7)],
    columns: [
      [0, 1],
      [0, 1],
      [0, 1]
    ],
    integer: [0, 1, 2]
  }),
  optimal('a relaxation that must be rounded down', 2, {
    maximise: [1],
    rows: [below([2], 5)],
    integer: [0]
  }),
  optimal('whole and continuous', 3.5, {
    maximise: [2, 1],
    rows: [below([2, 2], 5)],
    columns: [[0, 1], nonNegative],
    integer: [0]
  }),
  optimal('whole and below zero', -2, {
    maximise: [-1],
    rows: [above([2], 3)],
    columns: [[-5, 5]],
    integer: [0]
  }),
  without('infeasible', 'one half is not whole', {
    maximise: [1],
    rows: [[1, [2], 1]],
    columns: [[0, 1]],
    integer: [0]
  })
]
