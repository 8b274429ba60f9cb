import type { DeploymentPlan, PlanReason, PlanWarning, RuleConflict } from '@stageroute/contracts'
import { explainPlan, explainRefusal, type PlanRefusal } from '@stageroute/planner'
import { armOf, knownArm, planned, planOf, plannedArmOf } from './plan-builders'

const plan = planned(
  [
    knownArm('gpt-4', 0.78, 0.003, { capacity: 0.5, switchCost: 4 }),
    armOf('small', { switchCost: 4, shutdownAt: 900 }),
    knownArm('plain', 0.55, 0.0012)
  ],
  { budget: 0.002, stage: 3 }
)

test('a plan in words', () => {
  expect(explainPlan(plan)).toEqual({
    summary: [
      'Stage 3 deploys gpt-4 and small, 2 of at most 2 models.',
      'Changes: added: gpt-4 and small.',
      'By optimistic figures it earns 732 reward per 1,000 queries within 2 USD per 1,000 queries; no other set within the rules earns more.',
      'One more slot would earn nothing more.',
      'A budget of 0.2 USD per 1,000 queries more would earn nothing more.',
      'Nothing was deployed; deploying costs 8 reward.',
      'Learning: by current estimates the plan earns 30 more reward and costs 0.25 more USD per 1,000 queries than the best one, -30 reward over the stage; 0 % of the queries go to models that are still little known.',
      'Warning: the mix fits the budget by the least that models may cost; by estimates it costs 2.25 USD per 1,000 queries.'
    ],
    arms: [
      {
        id: 'gpt-4',
        text: 'gpt-4: added. It carries a share of the best mix. Earns up to 0.78 (estimate 0.78), costs at least 3 USD per 1,000 queries (estimate 3). Takes 50 % of the queries, all it may take. A query sent to it is worth 0.08 more than the last one that got a share. Without it the plan would earn 36 reward per 1,000 queries less.'
      },
      {
        id: 'small',
        text: 'small: added. It carries a share of the best mix. Earns up to 0.7 (estimate 0.6), costs at least 1 USD per 1,000 queries (estimate 1.5). Takes 50 % of the queries, what better ones leave. Without it the plan would earn 83.8 reward per 1,000 queries less. It must begin to drain at 890 and shuts down at 900.'
      },
      {
        id: 'plain',
        text: 'plain: left out. Others earn more for their cost. Earns up to 0.55 (estimate 0.55), costs at least 1.2 USD per 1,000 queries (estimate 1.2). To enter it would have to earn 0.15 more per query. Forcing it in would lose 36 reward per 1,000 queries.'
      }
    ]
  })
})

const bare = (change: Partial<DeploymentPlan>): ReadonlyArray<string> =>
  explainPlan(planOf(['a'], null, change)).summary

const reasonText = (reason: PlanReason): string =>
  explainPlan(planOf(['a'], null, { arms: [plannedArmOf('b', { reason, worth: null })] })).arms[0]
    ?.text ?? ''

test.each<readonly [PlanReason, string]>([
  [{ _tag: 'earnsShare' }, 'It carries a share of the best mix.'],
  [{ _tag: 'pinned' }, 'It is pinned.'],
  [
    { _tag: 'neededFor', capability: 'vision' },
    'It is the only one deployed that can do "vision", which traffic needs.'
  ],
  [
    { _tag: 'affordable' },
    'Deployed so that every query can be served within the budget even if models cost as much as they may.'
  ],
  [
    { _tag: 'fillsSpareSlot' },
    'It fills a slot that the best mix leaves empty, ready to be tried.'
  ],
  [{ _tag: 'changeNotWorthIt' }, 'Switching to it would cost more than it earns in this stage.'],
  [{ _tag: 'restored', plan: 4 }, 'Plan 4 was restored.'],
  [{ _tag: 'forbidden' }, 'It is forbidden.'],
  [{ _tag: 'deprecated' }, 'It is deprecated, so it is not newly deployed.'],
  [{ _tag: 'shutDown', at: 17 }, 'It was shut down at 17.'],
  [{ _tag: 'drains', from: 17 }, 'It would have to begin to drain at 17, before the stage ends.'],
  [
    { _tag: 'notCoverable', largestCost: 0.5, coverable: 0.1 },
    'One query can cost 0.5 USD, and at most 0.1 USD can be set aside for one.'
  ],
  [
    { _tag: 'providerFull', provider: 'acme', most: 2 },
    'At most 2 of provider "acme" may be deployed, and others earn more.'
  ],
  [{ _tag: 'rulesConflict' }, 'The rules cannot be met together.'],
  [{ _tag: 'outearned', short: null }, 'Others earn more for their cost.'],
  [
    { _tag: 'outearned', short: 0.02 },
    'Others earn more for their cost. Earns up to 0.7 (estimate 0.6), costs at least 1 USD per 1,000 queries (estimate 1.5). To enter it would have to earn 0.02 more per query.'
  ],
  [{ _tag: 'noSlot' }, 'No slot is left for it.'],
  [
    { _tag: 'waitsItsTurn' },
    'It was not observed yet, and others of which nothing is known go first.'
  ]
])('the reason %j has words', (reason, words) => {
  expect(reasonText(reason)).toContain(`b: added. ${words}`)
})

test('where the budget binds, a lower cost would do as well', () => {
  const short = plannedArmOf('b', { reason: { _tag: 'outearned', short: 0.02 } })
  expect(
    explainPlan(planOf(['a'], null, { budgetPrice: 10, arms: [short] })).arms[0]?.text
  ).toContain(
    'To enter it would have to earn 0.02 more per query, or cost 2 USD per 1,000 queries less.'
  )
})

test.each<readonly [PlanWarning, string]>([
  [{ _tag: 'pinLeftOut', arm: 'b' }, 'Warning: b is pinned and not deployed; its entry says why.'],
  [
    { _tag: 'capabilityMissing', capability: 'vision' },
    'Warning: no model that may be deployed can do "vision".'
  ],
  [{ _tag: 'deployedGone', arm: 'b' }, 'Warning: b is deployed and not in the inventory any more.'],
  [
    { _tag: 'budgetTooSmall', leastCost: 0.004 },
    'Warning: even the cheapest mix costs 4 USD per 1,000 queries, more than the budget.'
  ],
  [
    { _tag: 'capacityTooSmall', reach: 0.75 },
    'Warning: the models can take 75 % of the queries; the rest goes unserved.'
  ],
  [
    { _tag: 'costlyByEstimates', cost: 0.0021 },
    'Warning: the mix fits the budget by the least that models may cost; by estimates it costs 2.1 USD per 1,000 queries.'
  ],
  [
    { _tag: 'notAffordable', cost: 0.003 },
    'Warning: if models cost as much as they may, not every query can be served within the budget; the cheapest mix of what is deployed then costs 3 USD per 1,000 queries.'
  ],
  [
    { _tag: 'notProved', gap: 0.001 },
    'Warning: the search was cut short; another set could earn up to 1 reward per 1,000 queries more.'
  ],
  [
    { _tag: 'newcomersWait', arms: 1 },
    'Warning: 1 model of which nothing was observed yet must wait.'
  ]
])('the warning %j has words', (warning, words) => {
  expect(bare({ warnings: [warning] })).toContain(words)
})

test.each<readonly [RuleConflict, string]>([
  [{ _tag: 'nobodyMayBeDeployed' }, 'every model is left out by a rule of its own'],
  [
    { _tag: 'pinsExceedSlots', pinned: ['a', 'b', 'c'], most: 2 },
    'a, b and c are pinned, and there are slots for 2'
  ],
  [
    { _tag: 'pinsExceedProvider', provider: 'acme', pinned: ['a', 'b'], most: 1 },
    'a and b are pinned, and at most 1 of provider "acme" may be deployed'
  ],
  [
    { _tag: 'pinsExceedQueries', pinned: ['a', 'b'], share: 1.2 },
    'the least shares of the pinned a and b sum to 120 % of the queries'
  ],
  [
    { _tag: 'capabilityUnreachable', capability: 'vision' },
    'no place is left for a model that can do "vision"'
  ],
  [{ _tag: 'rulesExcludeEachOther' }, 'each rule can be met, but not all of them']
])('the conflict %j has words', (conflict, words) => {
  expect(bare({ conflict, status: 'rulesInfeasible' })[0]).toBe(
    `The rules cannot be met together, so nothing is planned and this plan cannot be applied: ${words}.`
  )
})

test.each<readonly [DeploymentPlan['switching'], ReadonlyArray<string>]>([
  [{ outcome: 'first', gain: null, cost: 0 }, []],
  [{ outcome: 'unchanged', gain: 0, cost: 0 }, []],
  [
    { outcome: 'worthIt', gain: 25, cost: 20 },
    ['The change earns 25 reward in 1000 queries and costs 20, so it is worth it.']
  ],
  [
    { outcome: 'notWorthIt', gain: 15, cost: 20 },
    ['A change that earns 15 reward in 1000 queries and costs 20 is not worth it, so none is made.']
  ],
  [
    { outcome: 'forced', gain: null, cost: 20 },
    ['What was deployed cannot be kept; the change costs 20 reward.']
  ],
  [
    { outcome: 'restored', gain: null, cost: 20 },
    ['An earlier plan was restored; switching back costs 20 reward.']
  ]
])('the switching %j has words', (switching, words) => {
  const without = bare({ switching: { outcome: 'unchanged', gain: 0, cost: 0 } })
  expect(bare({ switching }).filter((line) => !without.includes(line))).toEqual(words)
})

test('what learning costs', () => {
  const exploration = {
    rewardPerQuery: 0.02,
    rewardOverStage: 20,
    usdPerQuery: -0.0001,
    usdOverStage: -0.1,
    wideShare: 0.25
  }
  expect(bare({ exploration })).toContain(
    'Learning: by current estimates the plan earns 20 less reward and costs 0.1 less USD per 1,000 queries than the best one, 20 reward over the stage; 25 % of the queries go to models that are still little known.'
  )
})

test('a slot and money that are worth something', () => {
  const lines = bare({
    slots: { used: 1, most: 1, worthOfOneMore: 0.0008 },
    budgetStep: { usd: 0.0002, worth: 0.012 }
  })
  expect(lines).toContain('One more slot is worth 0.8 more reward per 1,000 queries.')
  expect(lines).toContain(
    'A budget of 0.2 USD per 1,000 queries more is worth 12 more reward per 1,000 queries.'
  )
})

test.each<readonly [PlanRefusal, string]>([
  [
    { _tag: 'planIsStale', madeAgainst: null, current: 3 },
    'it was made against no plan, and plan 3 is current'
  ],
  [{ _tag: 'planDeploysNothing' }, 'it deploys nothing'],
  [{ _tag: 'armGone', arm: 'a' }, 'a is not in the inventory any more'],
  [{ _tag: 'armForbidden', arm: 'a' }, 'a was forbidden since the plan was made'],
  [{ _tag: 'armShutDown', arm: 'a', at: 5 }, 'a was shut down at 5'],
  [{ _tag: 'armDrains', arm: 'a', from: 5 }, 'a had to begin to drain at 5'],
  [{ _tag: 'numberUnknown', number: 9, kept: [2, 3] }, 'plan 9 is not kept; kept are 2 and 3'],
  [{ _tag: 'numberUnknown', number: 9, kept: [] }, 'plan 9 is not kept; kept are none']
])('the refusal %j has words', (refusal, words) => {
  expect(explainRefusal(refusal)).toBe(`Not applied: ${words}.`)
})
