/** One thing that is wrong with the workspace, and where. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly problem: string
}

/** Returns `file:line problem`, as editors and terminals link it. */
export const showProblem = ({ file, line, problem }: Problem): string =>
  `${file}:${line} ${problem}`

/** Returns the line, counted from one, on which a text first occurs; 1 where it does not. */
export const lineOf = (content: string, text: string): number => {
  const at = content.indexOf(text)
  return at < 0 ? 1 : lineAt(content, at)
}

/** Returns the line, counted from one, of a position. */
export const lineAt = (content: string, position: number): number =>
  content.slice(0, position).split('\n').length
