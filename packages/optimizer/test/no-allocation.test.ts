import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  forgetBasis,
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexInto,
  type BudgetedSimplex
} from '../src'
import { drawSimplex } from '../src/testing'
import { selection } from './build'

/** Bytes the heap grows by over so many calls, once the code is warm; no collection may hide growth, so few calls fit in young space. */
const growth = (calls: number, call: (i: number) => void): number => {
  for (let i = 0; i < calls; i++) call(i)
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < calls; i++) call(i)
  return process.memoryUsage().heapUsed - before
}

/** A boxed number takes 12 bytes or more, so one per call would show. */
const allowed = 4

/** Programs that differ in one number each, made beforehand. */
const neighbours = (
  program: BudgetedSimplex,
  field: 'reward' | 'cost'
): ReadonlyArray<BudgetedSimplex> => {
  const stream = makeStream(9, 'moves')
  return Array.from({ length: 256 }, () => {
    const values = program[field].slice()
    const arm = Math.floor(nextUniform(stream) * values.length)
    values[arm] = Math.abs(values[arm] + 1e-4 * (nextUniform(stream) - 0.5))
    return { ...program, [field]: values }
  })
}

describe('the hot paths allocate nothing:', () => {
  const program = { ...drawSimplex(5, 11), budget: 0.002 }
  const share = new Float64Array(11)

  it('RouteOPT with the last basis', () => {
    const workspace = makeBudgetedSimplexWorkspace(11)
    const programs = neighbours(program, 'reward')
    const calls = 300_000
    const grown = growth(calls, (i) => {
      solveBudgetedSimplexInto(workspace, programs[i & 255], share)
    })
    expect(grown / calls).toBeLessThan(allowed)
  })

  it('RouteOPT from scratch', () => {
    const workspace = makeBudgetedSimplexWorkspace(11)
    const programs = neighbours(program, 'cost')
    const calls = 100_000
    const grown = growth(calls, (i) => {
      forgetBasis(workspace)
      solveBudgetedSimplexInto(workspace, programs[i & 255], share)
    })
    expect(grown / calls).toBeLessThan(allowed)
  })

  it('DeployOPT with a binding cap', () => {
    const capacity = new Float64Array(11).fill(0.4)
    const programs = neighbours({ ...program, capacity }, 'reward').map((one) => selection(one, 3))
    const workspace = makeBudgetedSelectionWorkspace(11)
    const calls = 40_000
    const grown = growth(calls, (i) => {
      solveBudgetedSelectionInto(workspace, programs[i & 255], share)
    })
    expect(grown / calls).toBeLessThan(allowed)
  })
})
