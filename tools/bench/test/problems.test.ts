import { makeBudgetedSelectionWorkspace, solveBudgetedSelectionInto } from '@stageroute/optimizer'
import {
  followStream,
  makeRouteStream,
  makeSelections,
  programsOf,
  selectionClasses
} from '../src/problems'

test('a stream followed in place goes through the same programs, round after round', () => {
  const stream = makeRouteStream(9, 4, 1)
  const programs = programsOf(stream)
  const [program, advance] = followStream(stream)
  for (let turn = 0; turn < 2; turn++) {
    programs.forEach(({ reward, cost }, i) => {
      advance(i)
      expect([program.reward, program.cost]).toEqual([reward, cost])
    })
  }
})

test('a step moves one arm, a little', () => {
  const [before, after] = programsOf(makeRouteStream(2, 30, 2))
  const moved = before?.reward.map((reward, m) => Math.abs(reward - (after?.reward[m] ?? 9))) ?? []
  expect(moved.filter((change) => change > 0)).toHaveLength(1)
  expect(Math.max(...moved)).toBeLessThanOrEqual(0.01)
})

test.each(selectionClasses)(
  'deployment programs are feasible and their cap binds: $name',
  (kind) => {
    const workspace = makeBudgetedSelectionWorkspace(15)
    const programs = makeSelections(kind, 10, 15, 5)
    expect(programs).toHaveLength(10)
    programs.forEach((program) => {
      expect(solveBudgetedSelectionInto(workspace, program, new Float64Array(15))).toBe(0)
      expect(workspace.isRelaxationExact).toBe(false)
    })
  }
)

test('the same seed draws the same programs', () => {
  const [kind] = selectionClasses
  const draw = () => makeSelections(kind ?? fail(), 3, 20, 6)
  expect(draw()).toEqual(draw())
})
