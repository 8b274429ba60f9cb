import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import loadHighs = require('highs')
import {
  solveBudgetedSimplexBy,
  type LinearProgram,
  type MixedIntegerProgram
} from '@stageroute/optimizer'
import { drawSimplex } from '@stageroute/optimizer/testing'
import { loadHighsSolver, loadHighsSolverWithin } from '../src'
import { makeHighsSolver } from '../src/highs-solver'
import { checkLimits, type HighsLimits } from '../src/limits'
import { load } from './load'

const columnsAlone = (columns: number): LinearProgram => ({
  columns,
  rows: 0,
  objective: new Float64Array(columns).fill(1),
  columnLower: new Float64Array(columns),
  columnUpper: new Float64Array(columns).fill(1),
  rowLower: new Float64Array(0),
  rowUpper: new Float64Array(0),
  columnStart: new Int32Array(columns + 1),
  rowIndex: new Int32Array(0),
  coefficient: new Float64Array(0)
})

const small = columnsAlone(2)

/** Sixty odd weights to reach half of their sum with: no tree of one node proves what is best. */
const knapsack: MixedIntegerProgram = (() => {
  const weights = Float64Array.from({ length: 60 }, (_, j) => 1001 + ((j * 7919) % 997))
  const columns = weights.length
  return {
    ...columnsAlone(columns),
    rows: 1,
    objective: weights.map((weight, j) => weight + (j % 7)),
    rowLower: Float64Array.of(-Infinity),
    rowUpper: Float64Array.of(Math.floor(weights.reduce((sum, weight) => sum + weight) / 2)),
    columnStart: Int32Array.from({ length: columns + 1 }, (_, j) => j),
    rowIndex: new Int32Array(columns),
    coefficient: weights,
    isInteger: new Uint8Array(columns).fill(1)
  }
})()

describe('a limit is a result', () => {
  it('of time, by every port', async () => {
    const highs = await load({ seconds: 1e-9 })
    expect(highs.solveMip(knapsack).termination).toEqual({ _tag: 'limit' })
    expect(highs.solveLp(knapsack).termination).toEqual({ _tag: 'limit' })
    expect(highs.openMip(knapsack).resolve({}).termination).toEqual({ _tag: 'limit' })
  })

  it('of nodes, which tells how far the search came', async () => {
    const highs = await load({ nodes: 1 })
    const { termination, objective, bound, primal } = highs.solveMip(knapsack)
    expect(termination).toEqual({ _tag: 'limit' })
    const earned = primal.reduce((sum, share, j) => sum + share * (knapsack.objective[j] ?? 0), 0)
    expect(earned).toBeCloseTo(objective, 6)
    expect(bound).toBeGreaterThan(objective)
    expect(bound).toBeLessThanOrEqual(highs.solveLp(knapsack).objective + 1e-6)
  })

  it('of nodes before there is a point to tell', async () => {
    const highs = await load({ nodes: 0 })
    const { objective, bound } = highs.solveMip(knapsack)
    expect([objective, bound]).toEqual([Number.NaN, Infinity])
  })

  it('of iterations, on a linear program', async () => {
    const highs = await load({ iterations: 0 })
    expect(solveBudgetedSimplexBy(highs)(drawSimplex(1, 12))).toEqual({
      _tag: 'Left',
      left: { _tag: 'SolverFailure', solver: 'highs', problem: 'limit' }
    })
  })

  it('of time is that of one solve, however many came before', async () => {
    const highs = await load({ seconds: 0.5 })
    const open = highs.openLp(knapsack)
    const changes = [1, 2, 3, 4].map((step) => ({
      objective: knapsack.objective.map((_, j) => (j * step) % 13)
    }))
    const started = performance.now()
    const endings = new Set<string>()
    for (let turn = 0; performance.now() - started < 2000; turn++) {
      endings.add(open.resolve(changes[turn % 4] ?? {}).termination._tag)
    }
    open.close()
    expect([...endings]).toEqual(['optimal'])
  })

  it.each<readonly [Partial<HighsLimits>, string]>([
    [{ seconds: 0 }, 'seconds must be above zero, not 0'],
    [{ seconds: Number.NaN }, 'seconds must be above zero, not NaN'],
    [{ nodes: 1.5 }, 'nodes must be a whole number from 0 to 2147483647, not 1.5'],
    [{ iterations: -1 }, 'iterations must be a whole number from 0 to 2147483647, not -1']
  ])('%p is refused', async (limits, problem) => {
    const refusal = { left: { _tag: 'SolverFailure', solver: 'highs', problem } }
    expect(checkLimits(limits)).toMatchObject(refusal)
    expect(await loadHighsSolverWithin(limits)()).toMatchObject(refusal)
  })
})

it('a change that HiGHS itself refuses fails and is not kept', async () => {
  const highs = await load()
  const open = highs.openLp(knapsack)
  const { objective } = open.resolve({})
  const coefficient = knapsack.coefficient.map(() => 1e16)
  expect(open.resolve({ coefficient }).termination._tag).toBe('failed')
  expect(open.resolve({}).objective).toBe(objective)
  open.close()
})

/** The memory section of the module: type, minimum and maximum (2 GB) of its only memory, in pages of 64 kB. */
const memorySection = Buffer.from([5, 7, 1, 1, 196, 2, 128, 128, 2])

/** HiGHS with 32 MB to live in: the same module, with 512 pages as the maximum. */
const loadInLittleMemory = async () => {
  const module = readFileSync(join(require.resolve('highs'), '..', 'highs.wasm'))
  const at = module.indexOf(memorySection)
  if (at < 0) throw new Error('HiGHS has another memory section than this test knows')
  module.set([128, 132, 0], at + 6)
  const file = join(tmpdir(), `highs-little-memory-${process.pid}.wasm`)
  writeFileSync(file, module)
  try {
    const highs = await loadHighs.default({ locateFile: () => file })
    return makeHighsSolver(highs, { seconds: 60, nodes: 2 ** 31 - 1, iterations: 2 ** 31 - 1 })
  } finally {
    rmSync(file)
  }
}

describe('an abort inside HiGHS', () => {
  const stopped = {
    _tag: 'failed',
    problem: expect.stringMatching(/stopped for good and must be loaded again: .*Abort/)
  }
  const tooLarge = columnsAlone(1_000_000)

  it('is a result, and so is every solve after it', async () => {
    const highs = await loadInLittleMemory()
    const open = highs.openLp(small)
    expect(open.resolve({}).objective).toBe(2)
    expect(highs.solveLp(tooLarge).termination).toEqual(stopped)
    const isInteger = Uint8Array.of(1, 1)
    expect(highs.solveLp(small).termination).toEqual(stopped)
    expect(highs.solveMip({ ...small, isInteger }).termination).toEqual(stopped)
    expect(open.resolve({}).termination).toEqual(stopped)
    expect(highs.openMip({ ...small, isInteger }).resolve({}).termination).toEqual(stopped)
    expect(open.close()).toBeUndefined()
  })

  it('of an open program is one too', async () => {
    const highs = await loadInLittleMemory()
    const open = highs.openLp(tooLarge)
    expect(open.resolve({}).termination).toEqual(stopped)
    expect(open.resolve({}).termination).toEqual(stopped)
    expect(highs.solveLp(small).termination).toEqual(stopped)
    open.close()
  })

  it('does not reach a solver loaded afterwards, or before', async () => {
    const before = await load()
    const highs = await loadInLittleMemory()
    highs.solveLp(tooLarge)
    const after = await loadHighsSolver()
    expect(before.solveLp(small).objective).toBe(2)
    expect(E.isRight(after) && after.right.solveLp(small).objective).toBe(2)
  })
})
