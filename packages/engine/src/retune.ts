import type { Memory } from './memory'
import type { EngineSettings } from './settings'

/**
 * What may change while an engine runs.
 *
 * @category engine
 * @since 0.1.0
 */
export type Tuning = Pick<
  EngineSettings,
  'budget' | 'openingFloat' | 'maxDeployed' | 'homeWorth' | 'drainMs'
>

/**
 * Goes on with other settings: those of money at once, the number of models with the next plan.
 *
 * Requires: settings as {@link EngineSettings} requires them.
 *
 * @category engine
 * @since 0.1.0
 */
export const retune = (memory: Memory, tuning: Tuning): void => {
  memory.settings = { ...memory.settings, ...tuning }
}
