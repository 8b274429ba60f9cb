import { message, type DomainError } from '@stageroute/contracts'
import type { SimulationRequest } from './request'

/** A setting by its name in a request. */
export type SettingName = keyof SimulationRequest

/** Which settings of a request are to blame, the likeliest first, and what for. */
export interface Complaint {
  readonly settings: readonly [SettingName, ...ReadonlyArray<SettingName>]
  readonly cause: DomainError
}

/** The option of the command line that gives a setting: `--max-deployed` for `maxDeployed`. */
export const optionOf = (setting: SettingName): string =>
  `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** What is wrong with a setting, or with its being at odds with others, as the command line says it. */
export const complain = (settings: Complaint['settings'], problem: string): Complaint => ({
  settings,
  cause: { _tag: 'InvalidSetting', setting: optionOf(settings[0]), problem }
})

/** What is wrong with it, for a place that names the setting itself. */
export const problemOf = ({ cause }: Complaint): string =>
  cause._tag === 'InvalidSetting' ? cause.problem : message(cause)
