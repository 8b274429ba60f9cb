import * as E from 'fp-ts/Either'
import { chooseDeployment } from '@stageroute/planner'
import { routerBenchFigures } from '@stageroute/simulated-upstream'
import { DEMO_BUDGET, DEMO_DEPLOYED, DEMO_SHARE } from '../../src/demo/demo-config'
import { startDemo, type RunningDemo } from '../../src/demo/start-demo'
import { afterwards } from '../running/afterwards'

const REQUESTS = 5000
/** Answers over which a mix is looked at, and how often it is. */
const WINDOW = 1000
const LOOK_MS = 100

type Mix = ReadonlyMap<string, number>

/** The best mix within budget, capacities and slots, were all figures known. */
const oracleMix = (): Mix => {
  const size = routerBenchFigures.length
  const choice = chooseDeployment({
    size,
    rewardUpper: Float64Array.from(routerBenchFigures, ({ quality }) => quality),
    costLower: Float64Array.from(routerBenchFigures, ({ usdPerQuery }) => usdPerQuery),
    capacity: new Float64Array(size).fill(DEMO_SHARE),
    budget: DEMO_BUDGET,
    maxDeployed: DEMO_DEPLOYED
  })
  if (E.isLeft(choice)) throw new Error('there is no best mix')
  const { deployed, share } = choice.right
  return new Map(deployed.map((arm, i) => [routerBenchFigures[arm]?.name ?? '', share[i] ?? 0]))
}

/** The part of the queries that would have to go elsewhere to make one mix of the other. */
const distance = (one: Mix, other: Mix): number =>
  [...new Set([...one.keys(), ...other.keys()])].reduce(
    (sum, model) => sum + Math.abs((one.get(model) ?? 0) - (other.get(model) ?? 0)) / 2,
    0
  )

const mixOf = (models: ReadonlyArray<string>): Mix => {
  const mix = new Map<string, number>()
  for (const model of models) mix.set(model, (mix.get(model) ?? 0) + 1 / models.length)
  return mix
}

const reading = async (demo: RunningDemo, path: string): Promise<Response> =>
  fetch(`${demo.url}${path}`, { headers: { authorization: `Bearer ${demo.key}` } })

interface Line {
  readonly event: string
  readonly arm: string
}

/** Reads on in the export of decisions. */
const readDecisions = async (demo: RunningDemo, after: number) => {
  const answer = await reading(demo, `/admin/v1/decisions?after=${after}&limit=10000`)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '')
  return {
    cursor: Number(answer.headers.get('x-stageroute-cursor')),
    models: lines
      .map((line) => JSON.parse(line) as Line)
      .flatMap(({ event, arm }) => (event === 'answered' ? [arm] : []))
  }
}

interface Budgets {
  readonly budgets: ReadonlyArray<{ readonly spentUsd: number; readonly queries: number }>
}

test('the mix comes within 10 % of the best one in 5,000 requests, and spending stays within the budget', async () => {
  const started = await startDemo({ port: 0, rate: 300, requests: REQUESTS, seed: 1 })
  if (E.isLeft(started)) throw new Error(started.left)
  const demo = started.right
  afterwards(demo.stop)
  const best = oracleMix()
  expect(best.size).toBe(DEMO_DEPLOYED)
  const answered: Array<string> = []
  let nearest = 1
  for (let after = 0; nearest > 0.1 && answered.length < REQUESTS;) {
    const { cursor, models } = await readDecisions(demo, after)
    after = cursor
    answered.push(...models)
    if (answered.length >= WINDOW)
      nearest = Math.min(nearest, distance(mixOf(answered.slice(-WINDOW)), best))
    const { budgets } = (await (await reading(demo, '/admin/v1/budgets')).json()) as Budgets
    const [all] = budgets
    if (all === undefined) throw new Error('there is no account')
    expect(all.spentUsd).toBeLessThanOrEqual(0.5 + DEMO_BUDGET * all.queries)
    // What a query costs on average is within the budget once there have been some, without the float.
    if (all.queries >= WINDOW) expect(all.spentUsd / all.queries).toBeLessThanOrEqual(DEMO_BUDGET)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  expect(nearest).toBeLessThanOrEqual(0.1)
}, 120_000)
