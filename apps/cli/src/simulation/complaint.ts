import { message, type DomainError } from '@stageroute/contracts'
import type { SimulationRequest } from './request'

/** A setting by its name in a request. */
export type SettingName = keyof SimulationRequest

/** Which setting of a request is to blame, and what for. */
export interface Complaint {
  readonly setting: SettingName
  readonly cause: DomainError
}

/** The option of the command line that gives a setting: `--max-deployed` for `maxDeployed`. */
export const optionOf = (setting: SettingName): string =>
  `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** What is wrong with a setting, as the command line says it. */
export const complain = (setting: SettingName, problem: string): Complaint => ({
  setting,
  cause: { _tag: 'InvalidSetting', setting: optionOf(setting), problem }
})

/** What is wrong with it, for a place that names the setting itself. */
export const problemOf = ({ cause }: Complaint): string =>
  cause._tag === 'InvalidSetting' ? cause.problem : message(cause)
