import { exportedNames, identifiersOf, wordsOf } from './identifiers'
import { codeSpans, parseMarkdown, tableRows, type ProseLine } from './markdown'
import {
  checkPage,
  packageSources,
  type Checker,
  type Finding,
  type Repository
} from './repository'

const page = 'docs/glossary.md'

/** A word the project does not use in names. */
interface RefusedWord {
  readonly word: string
  /** Refused as a verb only, which in a name is its first word. */
  readonly isVerb: boolean
  readonly exceptIn: ReadonlyArray<string>
}

/** `planStage` occurs in `makePlanStageWorkspace`, as a run of whole words. */
const phraseOf = (identifier: string): string => ` ${wordsOf(identifier).join(' ')} `

const codeFindings = (
  repository: Repository,
  prose: ReadonlyArray<ProseLine>
): ReadonlyArray<Finding> => {
  const phrases = [
    ...new Set(
      packageSources(repository).flatMap((path) => [...identifiersOf(repository.text(path))])
    )
  ].map(phraseOf)
  const isUsed = (word: string): boolean =>
    phrases.some((phrase) => phrase.includes(phraseOf(word)))
  return tableRows(prose, 'in code').flatMap(({ line, cells }) =>
    codeSpans(cells['in code'] ?? '')
      .filter((word) => !isUsed(word))
      .map((word) => ({ file: page, line, problem: `no identifier contains ${word}` }))
  )
}

const refusedWords = (prose: ReadonlyArray<ProseLine>): ReadonlyArray<RefusedWord> =>
  tableRows(prose, 'refused').flatMap(({ cells }) =>
    codeSpans(cells['word'] ?? '').map((word) => ({
      word,
      isVerb: cells['refused'] === 'as a verb',
      exceptIn: codeSpans(cells['except in'] ?? '')
    }))
  )

const offends = ({ word, isVerb }: RefusedWord, name: string): boolean => {
  const words = wordsOf(name)
  return isVerb ? words[0] === word : words.includes(word)
}

const nameFindings = (
  repository: Repository,
  refused: ReadonlyArray<RefusedWord>,
  file: string
): ReadonlyArray<Finding> => {
  const held = refused.filter(
    ({ exceptIn }) => !exceptIn.some((folder) => file.startsWith(`${folder}/`))
  )
  return exportedNames(repository.text(file)).flatMap(({ name, line }) =>
    held
      .filter((word) => offends(word, name))
      .map(({ word }) => ({ file, line, problem: `${name} uses the refused word ${word}` }))
  )
}

const check =
  (repository: Repository) =>
  (text: string): ReadonlyArray<Finding> => {
    const { prose } = parseMarkdown(text)
    const refused = refusedWords(prose)
    if (tableRows(prose, 'in code').length === 0 || refused.length === 0) {
      return [{ file: page, line: 1, problem: 'the table of words or of refused words is missing' }]
    }
    return [
      ...codeFindings(repository, prose),
      ...packageSources(repository).flatMap((file) => nameFindings(repository, refused, file))
    ]
  }

/** The glossary's code words are in the code, and the words it refuses are in no exported name. */
export const checkGlossary: Checker = (repository) => checkPage(repository, page, check(repository))
