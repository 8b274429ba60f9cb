import * as ts from 'typescript'
import { parseMarkdown, type Fence } from '../markdown'
import type { Example } from './example'

const fromFence = (file: string, firstLine: number, fence: Fence): Example => ({
  file,
  line: firstLine + fence.line - 1,
  code: fence.content.join('\n'),
  isRun: !fence.flags.includes('no-run')
})

/** The `ts` blocks of a text whose first line is line `firstLine` of `file`. */
const fencedExamples = (file: string, firstLine: number, text: string): ReadonlyArray<Example> =>
  parseMarkdown(text)
    .fences.filter(({ language }) => language === 'ts')
    .map((fence) => fromFence(file, firstLine, fence))

/** The examples of a Markdown page: its `ts` blocks. */
export const examplesOfPage = (file: string, text: string): ReadonlyArray<Example> =>
  fencedExamples(file, 1, text)

/** Documentation comments by position; the parser finds them, so none is seen inside a string. */
const docComments = (source: ts.SourceFile): ReadonlyMap<number, string> => {
  const comments = new Map<number, string>()
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(source.text, node.pos) ?? []) {
      const comment = source.text.slice(pos, end)
      if (comment.startsWith('/**')) comments.set(pos, comment)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return comments
}

const withoutStars = (comment: string): ReadonlyArray<string> =>
  comment
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\/?\*+ ?/, ''))

/** The body of an `@example`: its `ts` blocks, or all of it, so that a block fenced otherwise fails instead of being passed over. */
const fromTag = (file: string, line: number, body: string): ReadonlyArray<Example> => {
  const fenced = fencedExamples(file, line, body)
  return fenced.length > 0 ? fenced : [{ file, line, code: body.trimEnd(), isRun: true }]
}

const examplesOfComment = (
  file: string,
  firstLine: number,
  comment: string
): ReadonlyArray<Example> => {
  const lines = withoutStars(comment)
  return lines.flatMap((text, index) => {
    if (!/^@example\b/.test(text)) return []
    const rest = lines.slice(index + 1)
    const next = rest.findIndex((line) => /^@[a-z]/i.test(line))
    const body = next < 0 ? rest : rest.slice(0, next)
    return fromTag(file, firstLine + index + 1, body.join('\n'))
  })
}

/** The examples of a TypeScript source: the `@example` bodies of its documentation comments. */
export const examplesOfSource = (file: string, text: string): ReadonlyArray<Example> => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  return [...docComments(source)].flatMap(([position, comment]) =>
    examplesOfComment(file, source.getLineAndCharacterOfPosition(position).line + 1, comment)
  )
}
