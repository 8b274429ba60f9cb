import { parseMarkdown } from '../markdown'
import { packageSources, type Checker, type Finding, type Repository } from '../repository'
import type { Example } from './example'
import { examplesOfPage, examplesOfSource } from './extract'
import { instrument } from './instrument'

const isExamplePage = (path: string): boolean =>
  /^(README|docs\/.*|packages\/[^/]+\/README)\.md$/.test(path)

/** The pages whose code blocks are checked. */
export const examplePages = (repository: Repository): ReadonlyArray<string> =>
  repository.paths.filter(isExamplePage)

/** Every example of the documentation, pages first. */
export const collectExamples = (repository: Repository): ReadonlyArray<Example> => [
  ...examplePages(repository).flatMap((path) => examplesOfPage(path, repository.text(path))),
  ...packageSources(repository).flatMap((path) => examplesOfSource(path, repository.text(path)))
]

const packageReadmes = (repository: Repository): ReadonlyArray<string> =>
  repository.paths.flatMap((path) => {
    const folder = /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1]
    return folder === undefined ? [] : [`${folder}/README.md`]
  })

/** Every package shows itself at work in its README, in an example that is run. */
export const checkReadmeExamples: Checker = (repository) => {
  const shown = new Set(
    collectExamples(repository)
      .filter(({ isRun }) => isRun)
      .map(({ file }) => file)
  )
  return packageReadmes(repository)
    .filter((readme) => !shown.has(readme))
    .map((file) => ({ file, line: 1, problem: 'no example is run' }))
}

const assertionFindings = (example: Example): ReadonlyArray<Finding> => {
  const { assertions, faults } = instrument(example.code)
  const found = faults.map(({ line, problem }) => ({
    file: example.file,
    line: example.line + line - 1,
    problem
  }))
  const isSilent = example.isRun && assertions === 0 && faults.length === 0
  return isSilent
    ? [{ file: example.file, line: example.line, problem: 'asserts nothing: add `// => value`' }]
    : found
}

/** There are examples, and every one that is run asserts something. */
export const checkAssertions: Checker = (repository) => {
  const examples = collectExamples(repository)
  return examples.length === 0
    ? [{ file: 'README.md', line: 1, problem: 'no example was found anywhere' }]
    : examples.flatMap(assertionFindings)
}

const uncheckedLanguages: ReadonlySet<string> = new Set(['typescript', 'tsx', 'javascript', 'js'])

/** Code is fenced as `ts`, since a block in another spelling would pass unread. */
export const checkFenceLanguages: Checker = (repository) =>
  examplePages(repository).flatMap((file) =>
    parseMarkdown(repository.text(file))
      .fences.filter(({ language }) => uncheckedLanguages.has(language.toLowerCase()))
      .map(({ line, language }) => ({
        file,
        line: line - 1,
        problem: `a block of ${language} is not checked: fence it as ts`
      }))
  )
