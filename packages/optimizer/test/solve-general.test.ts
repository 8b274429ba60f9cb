import { solveBudgetedSelectionBy, solveBudgetedSimplexBy, type Termination } from '../src'
import { stateSelection, stateSimplex } from '../src/state-program'
import { selection, simplex } from './build'
import { stubSolver } from './stub-solver'

const program = selection(simplex([0.5, 0.75], [1, 4], [1, 0.5], 2), 2, [0, 0.125])

describe('a general solver that gives no answer', () => {
  it.each<readonly [Termination, string]>([
    [{ _tag: 'failed', problem: 'out of memory' }, 'out of memory'],
    [{ _tag: 'limit' }, 'limit'],
    [{ _tag: 'unbounded' }, 'unbounded']
  ])('ending with %p is a failure that says so', (termination, problem) => {
    const failure = { left: { _tag: 'SolverFailure', solver: 'stub', problem } }
    expect(solveBudgetedSimplexBy(stubSolver(termination))(program)).toMatchObject(failure)
    expect(solveBudgetedSelectionBy(stubSolver(termination))(program)).toMatchObject(failure)
    const later = (): ReturnType<typeof stubSolver> =>
      stubSolver({ _tag: 'infeasible' }, termination)
    expect(solveBudgetedSimplexBy(later())(program)).toMatchObject(failure)
    expect(solveBudgetedSelectionBy(later())(program)).toMatchObject(failure)
  })

  it('but proves infeasibility twice has found the capacities too small', () => {
    const infeasible = stubSolver({ _tag: 'infeasible' })
    expect(solveBudgetedSimplexBy(infeasible)(program)).toEqual({
      _tag: 'Right',
      right: { _tag: 'capacityInfeasible' }
    })
    expect(solveBudgetedSelectionBy(infeasible)(program)).toMatchObject({
      right: { mix: { _tag: 'capacityInfeasible' }, selected: [] }
    })
  })
})

describe('the statement for a general solver', () => {
  it('of RouteOPT has a mass row and a budget row of order one', () => {
    expect(stateSimplex(program)).toEqual({
      columns: 2,
      rows: 2,
      objective: Float64Array.of(0.5, 0.75),
      columnLower: Float64Array.of(0, 0),
      columnUpper: Float64Array.of(1, 0.5),
      rowLower: Float64Array.of(1, -Infinity),
      rowUpper: Float64Array.of(1, 0.5),
      columnStart: Int32Array.of(0, 2, 4),
      rowIndex: Int32Array.of(0, 1, 0, 1),
      coefficient: Float64Array.of(1, 0.25, 1, 1)
    })
  })

  it('of DeployOPT adds the selection, its count, and one link per arm', () => {
    expect(stateSelection(program)).toEqual({
      columns: 4,
      rows: 5,
      objective: Float64Array.of(0.5, 0.75, -0, -0.125),
      columnLower: new Float64Array(4),
      columnUpper: Float64Array.of(1, 0.5, 1, 1),
      rowLower: Float64Array.of(1, -Infinity, -Infinity, -Infinity, -Infinity),
      rowUpper: Float64Array.of(1, 0.5, 2, 0, 0),
      columnStart: Int32Array.of(0, 3, 6, 8, 10),
      rowIndex: Int32Array.of(0, 1, 3, 0, 1, 4, 2, 3, 2, 4),
      coefficient: Float64Array.of(1, 0.25, 1, 1, 1, 1, 1, -1, 1, -0.5),
      isInteger: Uint8Array.of(0, 0, 1, 1)
    })
  })

  it('of free arms under a budget of zero divides by one', () => {
    const free = simplex([0.5], [0], 1, 0)
    expect(stateSimplex(free).rowUpper).toEqual(Float64Array.of(1, 0))
  })
})
