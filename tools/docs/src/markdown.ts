/** A fenced block; `line` is the number of its first line of content. */
export interface Fence {
  readonly language: string
  readonly flags: ReadonlyArray<string>
  readonly line: number
  readonly content: ReadonlyArray<string>
}

export interface ProseLine {
  readonly line: number
  readonly text: string
}

export interface Markdown {
  readonly fences: ReadonlyArray<Fence>
  readonly prose: ReadonlyArray<ProseLine>
}

export interface TableRow {
  readonly line: number
  readonly text: string
  readonly cells: Readonly<Record<string, string>>
}

interface OpenFence extends Fence {
  readonly indent: number
  readonly mark: string
  readonly content: string[]
}

const openFence = (text: string, line: number): OpenFence | undefined => {
  const parts = /^( *)(`{3,}|~{3,}) *([^`]*)$/.exec(text)
  if (parts === null) return undefined
  const [, indent = '', mark = '', words = ''] = parts
  const [language = '', ...flags] = words.trim().split(/\s+/)
  return { language, flags, line: line + 1, content: [], indent: indent.length, mark }
}

const closes = (text: string, { mark }: OpenFence): boolean => {
  const trimmed = text.trim()
  return trimmed.startsWith(mark) && trimmed === mark.charAt(0).repeat(trimmed.length)
}

const dedent = (text: string, width: number): string =>
  text.slice(Math.min(width, text.length - text.trimStart().length))

/** Separates fenced blocks from prose, as CommonMark does: a fence ends at a mark at least as long as its own. */
export const parseMarkdown = (source: string): Markdown => {
  const fences: Fence[] = []
  const prose: ProseLine[] = []
  let current: OpenFence | undefined
  for (const [index, text] of source.split('\n').entries()) {
    if (current !== undefined) {
      if (closes(text, current)) current = undefined
      else current.content.push(dedent(text, current.indent))
      continue
    }
    current = openFence(text, index + 1)
    if (current === undefined) prose.push({ line: index + 1, text })
    else fences.push(current)
  }
  return { fences, prose }
}

const cellsOf = (text: string): ReadonlyArray<string> =>
  text
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())

/** The rows of all tables that have a column `column`, cells named by their header. */
export const tableRows = (
  prose: ReadonlyArray<ProseLine>,
  column: string
): ReadonlyArray<TableRow> => {
  const rows: TableRow[] = []
  let header: ReadonlyArray<string> | undefined
  for (const { line, text } of prose) {
    if (!text.trim().startsWith('|')) header = undefined
    else if (header === undefined) header = cellsOf(text)
    else if (header.includes(column) && !/^[|\s:-]+$/.test(text)) {
      const cells = cellsOf(text)
      rows.push({
        line,
        text,
        cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))
      })
    }
  }
  return rows
}

/** What stands between backticks in a text. */
export const codeSpans = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
