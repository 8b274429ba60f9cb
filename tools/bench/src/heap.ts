import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  bestAtPrices,
  forgetBasis,
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexInto
} from '@stageroute/optimizer'
import { makeRouteStream, makeSelections, programsOf, selectionClasses } from './problems'

/** A kernel called again and again: `call(i)` is the i-th call, after so many to warm up, until every branch has been taken and compiled. */
interface HotPath {
  readonly name: string
  readonly warmUp: number
  readonly calls: number
  readonly call: (i: number) => void
}

const SEED = 20_261_125
const SIZE = 11
const WARM_UP = 200_000

const routePaths = (): ReadonlyArray<HotPath> => {
  const workspace = makeBudgetedSimplexWorkspace(SIZE)
  const share = new Float64Array(SIZE)
  const programs = programsOf(makeRouteStream(256, SIZE, SEED))
  const solve = (i: number): void => {
    const program = programs[i & 255]
    if (program !== undefined) solveBudgetedSimplexInto(workspace, program, share)
  }
  const solveCold = (i: number): void => {
    forgetBasis(workspace)
    solve(i)
  }
  return [
    { name: 'RouteOPT from the last basis', warmUp: WARM_UP, calls: 10_000_000, call: solve },
    { name: 'RouteOPT from scratch', warmUp: WARM_UP, calls: 1_000_000, call: solveCold }
  ]
}

const deployPaths = (): ReadonlyArray<HotPath> =>
  selectionClasses
    .filter(({ maxSelected }) => maxSelected < SIZE)
    .map((kind) => {
      const workspace = makeBudgetedSelectionWorkspace(SIZE)
      const share = new Float64Array(SIZE)
      // Where nothing fits the budget a second programme is stated: those are left out.
      const programs = makeSelections(kind, 64, SIZE, SEED).filter(
        (program) => solveBudgetedSelectionInto(workspace, program, share) === 0
      )
      const call = (i: number): void => {
        const program = programs[i % programs.length]
        if (program !== undefined) solveBudgetedSelectionInto(workspace, program, share)
      }
      return { name: `DeployOPT, ${kind.name}`, warmUp: 20_000, calls: 10_000, call }
    })

const pricePath = (): HotPath => {
  const stream = makeStream(SEED, 'prices')
  const values = Float64Array.from({ length: 64 * SIZE }, () => nextUniform(stream))
  const prices = new Float64Array(SIZE)
  let last = 0
  return {
    name: 'routing at prices',
    warmUp: WARM_UP,
    calls: 10_000_000,
    call: (i) => {
      prices[last] = 0
      last = bestAtPrices(values, values, (i & 63) * SIZE, SIZE, 0.5, prices)
    }
  }
}

/** Bytes by which the heap grows per call once the code is warm. Run with a young space that no hot path here could fill, so nothing is collected. */
const growth = ({ warmUp, calls, call }: HotPath): number => {
  for (let i = 0; i < warmUp; i++) call(i)
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < calls; i++) call(i)
  return (process.memoryUsage().heapUsed - before) / calls
}

const paths = [...routePaths(), ...deployPaths(), pricePath()]
for (const path of paths) {
  process.stdout.write(
    `${JSON.stringify({ name: path.name, calls: path.calls, bytesPerCall: growth(path) })}\n`
  )
}
