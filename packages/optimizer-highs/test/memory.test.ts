import loadHighs = require('highs')
import {
  solveBudgetedSelectionBy,
  solveBudgetedSimplexBy,
  type LinearProgram,
  type OpenProgram
} from '@stageroute/optimizer'
import { drawSelection, drawSimplex } from '@stageroute/optimizer/testing'
import type { HighsSolver } from '../src'
import { makeHighsSolver } from '../src/highs-solver'

const megabyte = 2 ** 20

const oneColumn = (most: number): LinearProgram => ({
  columns: 1,
  rows: 1,
  objective: Float64Array.of(1),
  columnLower: Float64Array.of(0),
  columnUpper: Float64Array.of(most),
  rowLower: Float64Array.of(1),
  rowUpper: Float64Array.of(Infinity),
  columnStart: Int32Array.of(0, 1),
  rowIndex: Int32Array.of(0),
  coefficient: Float64Array.of(1)
})

/** One of many: routing, deployment, without an answer, refused, and one that stays open until its turn comes again. */
const solveOne = (highs: HighsSolver, turn: number, open: OpenProgram): OpenProgram => {
  if (turn % 50 === 0) solveBudgetedSelectionBy(highs)(drawSelection(turn, 3))
  else if (turn % 50 === 1) {
    open.close()
    return highs.openLp(oneColumn(2))
  } else if (turn % 3 === 0) solveBudgetedSimplexBy(highs)(drawSimplex(turn, 4))
  else if (turn % 3 === 1) open.resolve({ columnUpper: Float64Array.of(turn % 7) })
  else highs.solveLp(oneColumn(turn % 2 === 0 ? 0.5 : Number.NaN))
  return open
}

it('20,000 solves of every kind leave nothing behind', async () => {
  const runtime = await loadHighs.default()
  const highs = makeHighsSolver(runtime, { seconds: 60, nodes: 1e6, iterations: 1e6 })
  let open = highs.openLp(oneColumn(2))
  const solveMany = (count: number): void => {
    for (let turn = 0; turn < count; turn++) open = solveOne(highs, turn, open)
  }
  solveMany(2000)
  const native = runtime.memoryBytes
  const { rss } = process.memoryUsage()
  solveMany(20_000)
  open.close()
  expect(runtime.memoryBytes - native).toBe(0)
  expect(process.memoryUsage().rss - rss).toBeLessThan(64 * megabyte)
}, 60_000)
