/** What decides a stream of queries and its constraints; null stands for "decided by the data set and the other settings". */
export interface TrialRequest {
  readonly dataset: string
  readonly budget: number
  readonly openingFloat: number | null
  readonly maxDeployed: number
  readonly capacity: number
  readonly stages: number
  readonly queries: number
  readonly arrivals: string
  readonly index: string
  readonly gamma: number | null
  readonly delta: number
  readonly costScale: number | null
  readonly costMin: number
  readonly costMax: number | null
  readonly context: string
  readonly delay: string
  readonly rewardsSeen: number
  readonly flipRate: number
  readonly drift: string
  readonly retireAfter: number | null
}

/** What a user may ask of a simulation, defaults filled in. */
export interface SimulationRequest extends TrialRequest {
  readonly policies: ReadonlyArray<string>
  readonly seeds: number
  readonly seed: number
  readonly jobs: number
}

/** The paper's experiment at its scale: RouterBench's 11 models in release order, 36,497 queries, five slots. */
export const paperTrial: TrialRequest = {
  dataset: 'routerbench',
  budget: 0.0005,
  openingFloat: null,
  maxDeployed: 5,
  capacity: 0.4,
  stages: 36,
  queries: 36_497,
  arrivals: 'release-date',
  index: 'paper',
  gamma: null,
  delta: 0.05,
  costScale: null,
  costMin: 0,
  costMax: null,
  context: 'none',
  delay: 'none',
  rewardsSeen: 1,
  flipRate: 0,
  drift: 'none',
  retireAfter: null
}

/** The index families by id: the paper's radius with its experiments' gamma, and with the gamma that makes it a confidence bound. */
export const indexIds: ReadonlyArray<string> = ['paper', 'paper-valid']
