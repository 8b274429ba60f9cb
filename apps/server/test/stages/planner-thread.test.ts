import * as E from 'fp-ts/Either'
import { join } from 'node:path'
import { startPlanner, type PlannerThread } from '../../src/stages/planner-thread'
import { afterwards } from '../running/afterwards'
import { temporaryScript } from './temporary-script'

const started = (file?: string): PlannerThread => {
  const planner = file === undefined ? startPlanner() : startPlanner(file)
  afterwards(planner.stop)
  return planner
}

const settings = {
  stage: 0,
  startsAt: 0,
  endsAt: null,
  queries: 10,
  drainTime: 0,
  budget: 1,
  maxDeployed: 1,
  deployed: [],
  atMostOfProvider: {},
  needed: [],
  coverable: null,
  fillSpare: false,
  keepsAffordable: false,
  previous: null
}

const input = {
  inventory: [
    {
      id: 'a',
      reward: { lower: 0, estimate: 0.5, upper: 1 },
      cost: { lower: 0.1, estimate: 0.1, upper: 0.1 },
      pulls: 0,
      capacity: 1,
      switchCost: 0,
      provider: null,
      capabilities: [],
      isPinned: false,
      isForbidden: false,
      isDeprecated: false,
      arrivedAt: 0,
      shutdownAt: null,
      largestCost: null
    }
  ],
  settings
}

test('plans are answered in the order in which they were asked for', async () => {
  const planner = started()
  const stages = await Promise.all(
    [0, 1, 2].map((stage) => planner.plan({ ...input, settings: { ...settings, stage } }))
  )
  expect(stages.map((plan) => (E.isRight(plan) ? plan.right.stage : -1))).toEqual([0, 1, 2])
})

test('what cannot be planned is told, and the next plan is made', async () => {
  const planner = started()
  expect(await planner.plan({ ...input, inventory: [] })).toMatchObject({ _tag: 'Left' })
  expect(await planner.plan(input)).toMatchObject({ _tag: 'Right' })
})

test('a thread that dies fails the plans that wait for it, and is started again', async () => {
  const script = temporaryScript(`
    const { parentPort } = require('node:worker_threads')
    parentPort.on('message', () => { throw new Error('no memory left') })`)
  const planner = started(script)
  expect(await planner.plan(input)).toEqual(E.left('no memory left'))
  expect(await planner.plan(input)).toEqual(E.left('no memory left'))
  expect(await started(join(__dirname, 'nothing.js')).plan(input)).toMatchObject({ _tag: 'Left' })
})

test('one that is stopped answers everybody', async () => {
  const planner = started(temporaryScript(`setInterval(() => undefined, 1000)`))
  const plan = planner.plan(input)
  await planner.stop()
  expect(await plan).toEqual(E.left('the planner has ended'))
})
