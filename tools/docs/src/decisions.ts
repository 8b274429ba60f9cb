import { parseMarkdown, type ProseLine } from './markdown'
import type { Checker, Finding } from './repository'

const sections = ['Context', 'Decision', 'Rejected']
const maxLines = 60
const folder = 'docs/decisions/'

const isDate = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const datesOf = (prose: ReadonlyArray<ProseLine>): ReadonlyArray<string> =>
  prose.flatMap(({ text }) => /^Date: (\d{4}-\d{2}-\d{2})$/.exec(text)?.[1] ?? [])

const sectionsOf = (prose: ReadonlyArray<ProseLine>): ReadonlyArray<string> =>
  prose.flatMap(({ text }) => /^## (.*)$/.exec(text)?.[1]?.trim() ?? [])

const problemsOf = (text: string): ReadonlyArray<string> => {
  const { prose } = parseMarkdown(text)
  const dates = datesOf(prose)
  const lines = text.trimEnd().split('\n').length
  return [
    prose[0]?.text.startsWith('# ') ? '' : 'the first line is not a `# ` title',
    dates.length === 1 && dates.every(isDate) ? '' : 'needs one line `Date: YYYY-MM-DD`',
    sectionsOf(prose).join() === sections.join()
      ? ''
      : `needs the sections ${sections.join(', ')}, in this order and no others`,
    lines <= maxLines ? '' : `has ${lines} lines, a decision fits in ${maxLines}`
  ].filter((problem) => problem !== '')
}

const checkNumber = (file: string, index: number): ReadonlyArray<Finding> => {
  const number = String(index + 1).padStart(4, '0')
  const isNumbered = new RegExp(`^${number}-[a-z0-9]+(-[a-z0-9]+)*\\.md$`).test(
    file.slice(folder.length)
  )
  return isNumbered ? [] : [{ file, line: 1, problem: `should be named ${number}-title.md` }]
}

/** Decision pages are numbered without gaps, dated, short, and say what was rejected. */
export const checkDecisions: Checker = (repository) => {
  const pages = repository.paths.filter((path) => path.startsWith(folder)).toSorted()
  if (pages.length === 0) return [{ file: folder, line: 1, problem: 'there is no decision page' }]
  return pages.flatMap((file, index) => [
    ...checkNumber(file, index),
    ...problemsOf(repository.text(file)).map((problem) => ({ file, line: 1, problem }))
  ])
}
