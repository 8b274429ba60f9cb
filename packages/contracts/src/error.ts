/**
 * Everything that can be wrong with what a user hands in or with the world outside, as plain data.
 *
 * - `UnreadableFile`: a file that is missing, unreadable or not what its name says.
 * - `InvalidRow`: a row of a table; `line` and `column` count from one, `column` is the header's name.
 * - `InvalidField`: a field of a document or a program; `field` is its path, such as `capacity[3]`.
 * - `InvalidSetting`: an option or parameter, or two that contradict each other.
 * - `UnknownName`: a name that is not one of the known ones.
 * - `RunFailed`: something that was started correctly, such as a solver or a simulation, ended without a result.
 *
 * @category error
 * @since 0.1.0
 */
export type DomainError =
  | { readonly _tag: 'UnreadableFile'; readonly file: string; readonly problem: string }
  | {
      readonly _tag: 'InvalidRow'
      readonly file: string
      readonly line: number
      readonly column: string
      readonly problem: string
    }
  | {
      readonly _tag: 'InvalidField'
      readonly source: string
      readonly field: string
      readonly problem: string
    }
  | { readonly _tag: 'InvalidSetting'; readonly setting: string; readonly problem: string }
  | {
      readonly _tag: 'UnknownName'
      readonly kind: string
      readonly name: string
      readonly known: ReadonlyArray<string>
    }
  | { readonly _tag: 'RunFailed'; readonly what: string; readonly problem: string }

/**
 * Returns the one line that tells a user what is wrong and where.
 *
 * @category error
 * @since 0.1.0
 * @example
 * import { message } from '@stageroute/contracts'
 *
 * message({ _tag: 'InvalidRow', file: 'outcomes.csv', line: 7, column: 'gpt-4.score', problem: '1.2 is not in [0, 1]' }) // => 'outcomes.csv, line 7, column gpt-4.score: 1.2 is not in [0, 1]'
 */
export const message = (error: DomainError): string => printable(text(error))

const text = (error: DomainError): string => {
  switch (error._tag) {
    case 'UnreadableFile':
      return `${error.file}: ${error.problem}`
    case 'InvalidRow':
      return `${error.file}, line ${error.line}, column ${error.column}: ${error.problem}`
    case 'InvalidField':
      return `${error.source}, field ${error.field}: ${error.problem}`
    case 'InvalidSetting':
      return `${error.setting}: ${error.problem}`
    case 'UnknownName':
      return `unknown ${error.kind} "${error.name}"; known: ${error.known.join(', ')}`
    case 'RunFailed':
      return `${error.what} failed: ${error.problem}`
  }
}

/**
 * Returns a text with every control character and line separator written as its code, so that what a user named cannot break a line or steer a
 * terminal.
 *
 * @category error
 * @since 0.1.0
 * @example
 * import { printable } from '@stageroute/contracts'
 *
 * printable('a\tb') // => 'a\\u0009b'
 */
export const printable = (words: string): string =>
  words.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
