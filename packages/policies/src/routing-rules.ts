import { tolerance } from '@stageroute/numeric'
import type { StageChoice } from './deployment-rules'
import type { Indices } from './indices'
import { keepColumn } from './keep-column'
import type { Kept } from './kept'
import { makeMixProgram, solveMixInto } from './mix-program'

/** Mixes the deployed arms of a stage for each of its queries. */
export interface RoutingRule {
  readonly beginStage: (choice: StageChoice) => void
  /** Writes a share per position of `deployed`. */
  readonly mixInto: (share: Float64Array, deployed: ReadonlyArray<number>) => void
  readonly parts: ReadonlyArray<Kept>
}

/** RouteOPT at the current bounds. */
export const routeByProgramme = ({
  rewardUpper: reward,
  costLower: cost,
  capacity,
  settings
}: Indices): RoutingRule => {
  const program = makeMixProgram(settings.maxArms)
  const values = { reward, cost, capacity }
  return {
    beginStage: () => undefined,
    mixInto: (share, deployed) =>
      void solveMixInto(program, values, deployed, settings.budget, share),
    parts: []
  }
}

/** The mix by which the stage was chosen, unchanged until the next one. */
export const routeByStageMix = ({ settings }: Indices): RoutingRule => {
  const mix = new Float64Array(settings.maxArms)
  return {
    beginStage: ({ deployed, share }) => {
      mix.fill(0)
      deployed.forEach((arm, i) => (mix[arm] = share[i] ?? 0))
    },
    mixInto: (share, deployed) => {
      for (let i = 0; i < deployed.length; i++) share[i] = mix[deployed[i] as number] as number
    },
    parts: [
      keepColumn('stage-mix', mix, {
        isGood: (share) => share >= 0 && share <= 1 + tolerance.share,
        problem: 'is no share'
      })
    ]
  }
}
