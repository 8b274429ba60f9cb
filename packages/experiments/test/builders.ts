import {
  arriveAtStart,
  promptFeedback,
  type Environment,
  type RunMeasures,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'

const arms = ['a', 'b'].map((id) => ({
  id,
  released: null,
  meanReward: 0.5,
  meanCost: 0.001,
  largestCost: 0.001
}))

const environment: Environment = {
  id: 'two arms',
  arms,
  largestCost: 0.001,
  categories: {
    names: ['all'],
    weight: Float64Array.of(1),
    reward: Float64Array.of(0.5, 0.5),
    cost: Float64Array.of(0.001, 0.001)
  },
  changes: [],
  features: 0,
  open: () => ({
    reward: 0,
    cost: 0,
    read: () => undefined,
    categoryOf: () => 0,
    featuresInto: () => undefined
  })
}

/** A trial of 100 queries in two stages for 0.01 USD each. */
export const trial: Trial = {
  environment,
  arrivals: arriveAtStart(arms),
  queries: 100,
  stages: 2,
  maxDeployed: 2,
  capacity: 1,
  budget: 0.01,
  openingFloat: 0,
  feedback: promptFeedback,
  context: 'none'
}

/** The first stage is the first arm's, of the second each arm has half. */
export const oracle: StageOracle = {
  starts: [0, 50],
  stage: [0, 1],
  value: Float64Array.of(0.5, 0.5),
  isInfeasible: [false, false],
  share: [Float64Array.of(1, 0), Float64Array.of(0.5, 0.5)],
  isProved: true
}

/** A run that earned 40 of the oracle's 50 and spent all of its budget, unless said otherwise. */
export const runOf = (measures: Partial<RunMeasures> = {}): RunMeasures => ({
  reward: 40,
  oracleReward: 50,
  pseudoRegret: 10,
  realisedRegret: 10,
  spend: 1,
  openingFloat: 0,
  maxOverspend: 0,
  overspentQueries: 0,
  unserved: 0,
  switches: 1,
  adoptionQueries: [10],
  recoveryQueries: [],
  isLockedOut: false,
  curve: {
    query: [50, 100],
    pseudoRegret: [5, 10],
    spend: [0.5, 1],
    share: [1, 0, 0.5, 0.5]
  },
  ...measures
})
