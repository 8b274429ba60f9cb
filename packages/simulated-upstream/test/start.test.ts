import * as E from 'fp-ts/Either'
import {
  routerBenchFigures,
  routerBenchModels,
  startSimulatedUpstream,
  type SimulatedSettings
} from '@stageroute/simulated-upstream'
import { drawAnswer } from '../src/answer'
import { makeDraws } from '../src/draws'
import { askWith } from './ask-with'
import { chat, chatOf, closeAll, instant, sum, upstreamWith } from './upstream-at'

afterEach(closeAll)

const settings: SimulatedSettings = { models: [instant], seed: 1, port: 0 }

test.each<[string, Partial<SimulatedSettings>]>([
  ['models', { models: [] }],
  ['models[1].name', { models: [instant, { ...instant }] }],
  ['models[0].name', { models: [{ ...instant, name: '' }] }],
  ['models[0].quality', { models: [{ ...instant, quality: 1.01 }] }],
  ['models[0].failureShare', { models: [{ ...instant, failureShare: -0.1 }] }],
  ['models[0].firstMs', { models: [{ ...instant, firstMs: NaN }] }],
  ['models[0].perTokenMs', { models: [{ ...instant, perTokenMs: -1 }] }],
  [
    'models[0].outputTokens.mean',
    { models: [{ ...instant, outputTokens: { mean: 0, spread: 0 } }] }
  ],
  [
    'models[0].outputTokens.spread',
    { models: [{ ...instant, outputTokens: { mean: 1, spread: Infinity } }] }
  ],
  ['seed', { seed: -1 }],
  ['seed', { seed: 2 ** 32 }],
  ['port', { port: 65_536 }]
])('%s is named when it cannot be: %j', async (field, more) => {
  const started = await startSimulatedUpstream({ ...settings, ...more })()
  expect(started).toEqual(
    E.left({ _tag: 'invalidSettings', field, problem: expect.any(String) as string })
  )
})

test('a port that is taken is told', async () => {
  const { port } = await upstreamWith()
  expect(await startSimulatedUpstream({ ...settings, port })()).toEqual(
    E.left({ _tag: 'cannotListen', host: '127.0.0.1', port, problem: 'EADDRINUSE' })
  )
})

test('the URL is where it listens', async () => {
  const upstream = await upstreamWith({ host: '0.0.0.0' })
  expect(upstream.url).toBe(`http://127.0.0.1:${upstream.port}/v1`)
  expect((await chat(upstream, chatOf(sum))).status).toBe(200)
})

test('every model of RouterBench costs on average what was published', () => {
  expect(routerBenchFigures).toHaveLength(11)
  for (const figure of routerBenchFigures) {
    const { inputPerMillion, outputPerMillion, outputTokens, usdPerQuery } = figure
    const micro = 25 * inputPerMillion + outputTokens * outputPerMillion
    expect(micro).toBeCloseTo(usdPerQuery * 1e6, 6)
  }
})

test('the models of RouterBench have its scores, and answers of the lengths that cost as much', () => {
  const models = routerBenchModels()
  const draws = makeDraws(4)
  for (const [index, figure] of routerBenchFigures.entries()) {
    const figures = models[index] ?? instant
    expect(figures).toMatchObject({ name: figure.name, quality: figure.quality })
    const ask = askWith({ figures })
    let total = 0
    for (let number = 0; number < 1000; number++) total += drawAnswer(ask, draws, number, 0).output
    const error = figure.outputTokens / 2 / Math.sqrt(1000)
    expect(Math.abs(total / 1000 - figure.outputTokens)).toBeLessThan(4 * error)
  }
})

test('the models of RouterBench can be simulated', async () => {
  const upstream = await upstreamWith({ models: routerBenchModels() })
  const response = await fetch(`${upstream.url}/models`)
  const { data } = (await response.json()) as { readonly data: ReadonlyArray<unknown> }
  expect(data).toHaveLength(11)
})
