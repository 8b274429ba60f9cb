import type { DomainError } from '@stageroute/contracts'

/** 0 done; 1 the run failed; 2 wrong usage or invalid input; 130 interrupted while playing, as shells count it. */
export const exitCode = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const

export const exitCodeOf = (error: DomainError): number =>
  error._tag === 'RunFailed' ? exitCode.failed : exitCode.usage
