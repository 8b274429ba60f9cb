import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStageRoute } from '@stageroute/policies'
import {
  arriveByRelease,
  makePublishedFigures,
  promptFeedback,
  runPolicy,
  stageOracle,
  type RunOptions,
  type Trial
} from '../src'
import { routerbenchMeans } from './routerbench-means'

interface Golden {
  readonly provenance: Pick<RunOptions, 'index' | 'seed'> &
    Omit<Trial, 'environment' | 'arrivals' | 'feedback' | 'context'> & {
      readonly [told: string]: unknown
    }
  readonly found: unknown
}

const file = join(__dirname, 'golden', 'stage-route.json')

const played = ({ seed, index, ...settings }: Golden['provenance']): unknown => {
  const environment = makePublishedFigures(routerbenchMeans)
  const arrivals = arriveByRelease(environment.arms, settings.queries)
  const trial: Trial = {
    ...settings,
    environment,
    arrivals,
    feedback: promptFeedback,
    context: 'none'
  }
  const measures = runPolicy(trial, stageOracle(trial), {
    policyId: 'stage-route',
    makePolicy: makeStageRoute,
    index,
    seed,
    curvePoints: 4,
    onProgress: () => undefined
  })
  const { order, at } = arrivals
  return { arrivals: { order, at }, measures }
}

const rounded = (_: string, part: unknown): unknown =>
  part === Infinity ? 'never' : typeof part === 'number' ? Number(part.toPrecision(12)) : part

test('stage-route on RouterBench’s means', () => {
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden
  const found = JSON.parse(JSON.stringify(played(golden.provenance), rounded)) as unknown
  if (process.env['STAGEROUTE_WRITE_GOLDEN'] === '1') {
    writeFileSync(file, `${JSON.stringify({ provenance: golden.provenance, found }, null, 2)}\n`)
  } else expect(found).toEqual(golden.found)
})
