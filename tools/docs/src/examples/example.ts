/** A documented example; `line` is the number of its first line in `file`. */
export interface Example {
  readonly file: string
  readonly line: number
  readonly code: string
  /** False for one that is only type-checked. */
  readonly isRun: boolean
}

export const nameOf = ({ file, line }: Example): string => `${file}:${line}`
