import { topLevelNames } from './identifiers'
import { codeSpans, parseMarkdown, type ProseLine } from './markdown'
import { checkPage, type Checker, type Finding, type Repository } from './repository'

const page = 'docs/paper-map.md'
const filePattern = /^(packages|apps|tools)\/\S+\.ts$/
const symbolPattern = /^[A-Za-z_$][\w$]*$/

interface Citation {
  readonly line: number
  readonly files: ReadonlyArray<string>
  readonly symbols: ReadonlyArray<string>
}

const citationOf = ({ line, text }: ProseLine): Citation => {
  const spans = codeSpans(text)
  return {
    line,
    files: spans.filter((span) => filePattern.test(span)),
    symbols: spans.filter((span) => symbolPattern.test(span))
  }
}

const citationsOf = (text: string): ReadonlyArray<Citation> =>
  parseMarkdown(text)
    .prose.filter(({ text: row }) => row.trim().startsWith('|'))
    .map(citationOf)
    .filter(({ files }) => files.length > 0)

const problemsOf = (
  repository: Repository,
  { files, symbols }: Citation
): ReadonlyArray<string> => {
  const missing = files.filter((file) => !repository.paths.includes(file))
  if (missing.length > 0) return missing.map((file) => `cites ${file}, which does not exist`)
  const declared = new Set(files.flatMap((file) => [...topLevelNames(repository.text(file))]))
  return symbols
    .filter((symbol) => !declared.has(symbol))
    .map((symbol) => `cites ${symbol}, which ${files.join(', ')} does not declare`)
}

const check =
  (repository: Repository) =>
  (text: string): ReadonlyArray<Finding> => {
    const citations = citationsOf(text)
    if (citations.length === 0) return [{ file: page, line: 1, problem: 'no row cites a file' }]
    return citations.flatMap((citation) =>
      problemsOf(repository, citation).map((problem) => ({
        file: page,
        line: citation.line,
        problem
      }))
    )
  }

/** Every file the map from paper to code cites exists and declares the symbols cited beside it. */
export const checkPaperMap: Checker = (repository) => checkPage(repository, page, check(repository))
