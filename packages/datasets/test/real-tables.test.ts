import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipe } from 'fp-ts/function'
import * as E from 'fp-ts/Either'
import { environmentLaws } from '@stageroute/simulator/testing'
import { openDataset, parseOutcomes, readTextFile } from '../src'
import { dataFolder, rightOf } from './folders'

/** Queries, models, categories, cells filled by the category's mean, models left out: counted apart from this code. */
const expected = {
  mmlu_pro: [12_032, 30, 14, 2013, 0],
  zeroeval: [2840, 50, 3, 638, 22],
  llmdrift_gpt: [1550, 4, 3, 0, 0]
} as const

interface Published {
  readonly id: string
  readonly scores: number
  readonly meanScore: string
  readonly costs: number
  readonly meanCost: string
}

/** The table of means in a data set's account of where it comes from. */
const published = (folder: string): ReadonlyArray<Published> =>
  readFileSync(join(folder, 'PROVENANCE.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => /^\d+$/.test(cells[2] ?? ''))
    .map(([, id = '', scores, meanScore = '', costs, meanCost = '']) => ({
      id,
      scores: Number(scores),
      meanScore,
      costs: Number(costs),
      meanCost
    }))

const known = (values: Float64Array, arm: number, arms: number): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let cell = arm; cell < values.length; cell += arms) {
    const value = values[cell] ?? NaN
    if (!Number.isNaN(value)) found.push(value)
  }
  return found
}

const meanText = (values: ReadonlyArray<number>, digits: number): string =>
  values.length === 0
    ? ''
    : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(digits)

const readRows = (folder: string) => {
  const file = join(folder, 'outcomes.csv.gz')
  return rightOf(
    pipe(
      readTextFile(file),
      E.chain((text) => parseOutcomes(file, text))
    )
  )
}

const describeTables = (root: string): void => {
  describe.each(Object.entries(expected))(
    '%s',
    (name, [queries, models, categories, filled, out]) => {
      const folder = join(root, name)

      test('has the means that its provenance states, over known cells', () => {
        const { armIds, reward, cost, queryIds } = readRows(folder)
        expect(queryIds).toHaveLength(queries)
        expect(armIds).toHaveLength(models)
        const stated = new Map(published(folder).map((row) => [row.id, row]))
        expect(stated.size).toBe(models)
        armIds.forEach((id, arm) => {
          const scores = known(reward, arm, models)
          const costs = known(cost, arm, models)
          expect({
            id,
            scores: scores.length,
            meanScore: meanText(scores, 4),
            costs: costs.length,
            meanCost: meanText(costs, 8)
          }).toEqual(stated.get(id))
        })
      })

      test('is completed by the rule, and plays', () => {
        const { environment, table, filledCells, leftOut } = rightOf(openDataset(folder))
        expect(table?.categoryNames).toHaveLength(categories)
        expect([filledCells, leftOut.length]).toEqual([filled, out])
        expect(environment.arms).toHaveLength(models - out)
      })
    }
  )

  test('the smallest obeys the laws of environments', () => {
    const { environment } = rightOf(openDataset(join(root, 'llmdrift_gpt')))
    environmentLaws(() => environment).forEach((law) => law.check())
  })

  test('left out of zeroeval is who lacks a task or has no costs', () => {
    const { leftOut } = rightOf(openDataset(join(root, 'zeroeval')))
    const complete = JSON.parse(
      readFileSync(join(root, 'zeroeval', 'models.json'), 'utf8')
    ) as ReadonlyArray<{ readonly id: string; readonly complete: boolean }>
    const incomplete = complete.filter((model) => !model.complete).map(({ id }) => id)
    // Without costs though complete: hidden tokens; partly complete in every task: filled.
    const wanted = [...incomplete, 'o1-mini-2024-09-12'].filter(
      (id) => id !== 'gemini-1.5-flash-exp-0827'
    )
    expect([...leftOut].sort()).toEqual(wanted.sort())
  })
}

const SKIPPED =
  'real tables: STAGEROUTE_DATA_DIR names no folder, and there is none at the default place'

if (dataFolder === undefined) {
  process.stderr.write(`skipped ${SKIPPED}\n`)
  test.skip(SKIPPED, () => undefined)
} else describeTables(dataFolder)
