import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as TE from 'fp-ts/TaskEither'
import type { SimulationReport } from '@stageroute/contracts'
import { run } from './fake-environment'
import { temporaryFolder } from './temporary-folder'

/** Two models that are each perfect in one category and useless in the other, at one and two cents. */
const folderOfSpecialists = (): string => {
  const folder = join(temporaryFolder(), 'specialists')
  mkdirSync(folder)
  const rows = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0 ? `q${i},math,1,0.01,0,0.02` : `q${i},law,0,0.01,1,0.02`
  )
  const header = 'query_id,category,a.score,a.cost,b.score,b.cost'
  writeFileSync(join(folder, 'outcomes.csv'), [header, ...rows].join('\n'))
  writeFileSync(
    join(folder, 'models.json'),
    JSON.stringify(['a', 'b'].map((id) => ({ id, released: null })))
  )
  return folder
}

const simulate = (
  budget: string,
  overrides: Parameters<typeof run>[1] = {}
): ReturnType<typeof run> =>
  run(
    [
      ...['simulate', '--dataset', folderOfSpecialists(), '--policy', 'oracle', '--budget', budget],
      ...[
        '--queries',
        '20',
        '--stages',
        '1',
        '--seeds',
        '1',
        '--capacity',
        '1',
        '--jobs',
        '1',
        '--json'
      ]
    ],
    overrides
  )

test.each([
  // Half the queries to each specialist costs 0.015 on average and is always right.
  ['0.015', 1],
  // At 0.0125 half of the law questions can be paid for.
  ['0.0125', 0.75],
  // At 0.005 not even the cheap model can be paid for; it is used all the same.
  ['0.005', 0.5]
])('at a budget of %s the category oracle earns %d', async (budget, expected) => {
  const { oracles } = JSON.parse((await simulate(budget)).out) as SimulationReport
  // The general solver answers to 1e-6.
  expect(oracles.category).toBeCloseTo(expected, 6)
  expect(oracles.stage).toBeCloseTo(0.5, 9)
})

test('without a solver the figure is null, with a note, and the rest stands', async () => {
  const failure = { _tag: 'SolverFailure', solver: 'highs', problem: 'cannot be loaded' } as const
  const { code, out, err } = await simulate('0.015', { loadSolver: TE.left(failure) })
  expect(code).toBe(0)
  expect((JSON.parse(out) as SimulationReport).oracles.category).toBeNull()
  expect(err).toBe('stageroute: no category oracle: highs: cannot be loaded\n')
})
