const ellipsis = '…'

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const linePattern = (line: string): string =>
  line.trim() === ellipsis
    ? '(?:.*\\n)*?'
    : `${line.trimEnd().split(ellipsis).map(escape).join('.*')}[ \\t]*\\n`

const asLines = (text: string): ReadonlyArray<string> => text.trimEnd().split('\n')

/**
 * Tells whether a program printed what the documentation shows: `…` stands for anything within a line, and for any number of lines when
 * it is alone on one. Trailing blanks do not count.
 */
export const matchesOutput = (shown: string, printed: string): boolean =>
  new RegExp(`^${asLines(shown).map(linePattern).join('')}$`).test(`${printed.trimEnd()}\n`)
