import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStream, makeUniformField, readField } from '@stageroute/numeric'
import { makeStageRoute } from '@stageroute/policies'
import { blank, observe, plain } from './settings'

const file = join(__dirname, 'stage-route.golden.json')
const seed = 20250617
const stages = 6
const stageLength = 10

/** Mean reward, mean cost in USD per query, and the stage of arrival. */
const arms: ReadonlyArray<readonly [reward: number, cost: number, stage: number]> = [
  [0.55, 0.0005, 0],
  [0.65, 0.001, 0],
  [0.3, 0.0002, 0],
  [0.8, 0.004, 1],
  [0.7, 0.002, 3]
]

/** One line per stage and per query, distributions by arm. */
const play = (): ReadonlyArray<string> => {
  const policy = makeStageRoute({
    maxArms: arms.length,
    maxDeployed: 4,
    budget: 0.0012,
    openingFloat: 0,
    queries: stages * stageLength,
    contexts: plain,
    index: { gamma: 0.1, costScale: 0.004, costMin: 0.00001, costMax: 0.01 },
    stream: makeStream(seed, 'policy stage-route')
  })
  const field = makeUniformField(seed, 'outcomes')
  const share = new Float64Array(arms.length)
  const playQuery = (query: number): string => {
    const arm = policy.route(blank)
    policy.distributionInto(share)
    const [reward, cost] = arms[arm] ?? [0, 0]
    readField(field, query, arm)
    observe(policy, arm, field.first < reward ? 1 : 0, cost * (0.5 + field.second))
    return `query ${query} to arm ${arm} of ${Array.from(share, (p) => p.toFixed(9)).join(' ')}`
  }
  return Array.from({ length: stages }, (_, stage) => {
    arms
      .filter(([, , arrival]) => arrival === stage)
      .forEach(([, cost]) => policy.arrive(0.4, 1.5 * cost))
    const deployed = policy.startStage(stage)
    const queries = Array.from({ length: stageLength }, (_, i) =>
      playQuery(stage * stageLength + i)
    )
    return [`stage ${stage} deploys ${deployed.join(' ')}`, ...queries]
  }).flat()
}

const packageFile = join(__dirname, '..', 'package.json')
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

const provenance = {
  command: 'STAGEROUTE_UPDATE_GOLDEN=1 npx jest stage-route.golden',
  seed,
  version
}

test('StageRoute routes a small synthetic stream as it did', () => {
  const trajectory = play()
  if (process.env['STAGEROUTE_UPDATE_GOLDEN'] === '1') {
    writeFileSync(file, `${JSON.stringify({ provenance, trajectory }, null, 2)}\n`)
  }
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  expect(golden['provenance']).toMatchObject({ command: provenance.command, seed })
  expect(trajectory).toEqual(golden['trajectory'])
})
