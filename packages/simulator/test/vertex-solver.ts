import type { MipSolver, MixedIntegerProgram, SolverResult } from '@stageroute/optimizer'

/** A half-space `normal.x <= bound`. */
interface Face {
  readonly normal: ReadonlyArray<number>
  readonly bound: number
}

const EPSILON = 1e-9

const facesOf = (program: MixedIntegerProgram): ReadonlyArray<Face> => {
  const { columns, rows, columnStart, rowIndex, coefficient } = program
  const matrix = Array.from({ length: rows }, () => Array<number>(columns).fill(0))
  for (let column = 0; column < columns; column++) {
    for (let i = columnStart[column] ?? 0; i < (columnStart[column + 1] ?? 0); i++) {
      const row = matrix[rowIndex[i] ?? -1]
      if (row !== undefined) row[column] = coefficient[i] ?? NaN
    }
  }
  const unit = (column: number) => Array.from({ length: columns }, (_, j) => (j === column ? 1 : 0))
  const both = (normal: ReadonlyArray<number>, lower = NaN, upper = NaN): ReadonlyArray<Face> => [
    { normal, bound: upper },
    { normal: normal.map((value) => -value), bound: -lower }
  ]
  return [
    ...matrix.flatMap((row, i) => both(row, program.rowLower[i], program.rowUpper[i])),
    ...matrix[0]!.flatMap((_, j) => both(unit(j), program.columnLower[j], program.columnUpper[j]))
  ].filter(({ bound }) => bound < Infinity)
}

const dotOf = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/** The point at which the faces meet, or nothing when they are not independent (Gauss-Jordan). */
const meeting = (faces: ReadonlyArray<Face>): ReadonlyArray<number> | undefined => {
  const rows = faces.map(({ normal, bound }) => [...normal, bound])
  for (let column = 0; column < rows.length; column++) {
    const pivots = rows.slice(column).map((row) => Math.abs(row[column] ?? 0))
    const at = column + pivots.indexOf(Math.max(...pivots))
    const pivot = rows[at]?.[column] ?? 0
    if (Math.abs(pivot) < EPSILON) return undefined
    ;[rows[column], rows[at]] = [rows[at]!, rows[column]!]
    const scaled = rows[column]!.map((value) => value / pivot)
    rows.forEach((row, i) => {
      const factor = row[column] ?? 0
      rows[i] = i === column ? scaled : row.map((value, j) => value - factor * (scaled[j] ?? 0))
    })
  }
  return rows.map((row) => row.at(-1) ?? NaN)
}

const choices = <A>(items: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  size === 0
    ? [[]]
    : items.flatMap((item, i) =>
        choices(items.slice(i + 1), size - 1).map((rest) => [item, ...rest])
      )

/** Fixes the whole columns, which leaves faces over the others. */
const restrict = (faces: ReadonlyArray<Face>, from: number, fixed: ReadonlyArray<number>) =>
  faces.map(({ normal, bound }) => ({
    normal: normal.slice(0, from),
    bound: bound - dotOf(normal.slice(from), fixed)
  }))

/** Solves tiny programmes by looking at every vertex; whole columns are zero or one and stand last. */
export const vertexSolver: MipSolver = {
  name: 'every vertex',
  solveMip: (program): SolverResult => {
    const from = program.isInteger.indexOf(1)
    const whole = program.columns - from
    const faces = facesOf(program)
    const objective = Array.from(program.objective)
    let best: ReadonlyArray<number> | undefined
    for (let bits = 0; bits < 2 ** whole; bits++) {
      const fixed = Array.from({ length: whole }, (_, i) => (bits >> i) & 1)
      const within = restrict(faces, from, fixed)
      const isInside = (point: ReadonlyArray<number>): boolean =>
        within.every(({ normal, bound }) => dotOf(normal, point) <= bound + EPSILON)
      for (const active of choices(
        within.filter(({ normal }) => normal.some(Boolean)),
        from
      )) {
        const point = meeting(active)
        if (point === undefined || !isInside(point)) continue
        const candidate = [...point, ...fixed]
        if (best === undefined || dotOf(objective, candidate) > dotOf(objective, best))
          best = candidate
      }
    }
    const value = best === undefined ? NaN : dotOf(objective, best)
    return {
      termination: { _tag: best === undefined ? 'infeasible' : 'optimal' },
      objective: value,
      bound: value,
      primal: Float64Array.from(best ?? []),
      rowPrice: new Float64Array(program.rows)
    }
  }
}
