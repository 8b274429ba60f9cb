import { posix } from 'node:path'
import { parseMarkdown, type ProseLine } from './markdown'
import { markdownPages, type Checker, type Finding, type Repository } from './repository'

interface Link {
  readonly line: number
  readonly target: string
}

const targetPatterns = [
  /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g,
  /^\s*\[[^\]]+\]:\s*<?([^\s>]+)>?/g,
  /\b(?:href|src)="([^"]+)"/g
]

const withoutCode = (text: string): string => text.replace(/(`+)[^`]+\1/g, '')

const linksOf = ({ line, text }: ProseLine): ReadonlyArray<Link> =>
  targetPatterns.flatMap((pattern) =>
    [...withoutCode(text).matchAll(pattern)].map(([, target = '']) => ({ line, target }))
  )

/** The anchor GitHub gives a heading, before repetitions are numbered. */
const slug = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

/** All anchors of a page: its headings, repeated ones numbered as GitHub does, and explicit ids. */
const anchorsOf = (source: string): ReadonlySet<string> => {
  const anchors = new Set<string>()
  for (const { text } of parseMarkdown(source).prose) {
    for (const [, id = ''] of text.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id)
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1]
    if (heading === undefined) continue
    const name = slug(heading)
    let anchor = name
    for (let repetition = 1; anchors.has(anchor); repetition++) anchor = `${name}-${repetition}`
    anchors.add(anchor)
  }
  return anchors
}

const isOutside = (target: string): boolean => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target)

const resolve = (page: string, path: string): string => {
  if (path === '') return page
  return posix
    .normalize(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(page), path))
    .replace(/\/$/, '')
}

const exists = ({ paths }: Repository, path: string): boolean =>
  path === '.' || paths.some((known) => known === path || known.startsWith(`${path}/`))

const problemOf = (repository: Repository, page: string, target: string): string | undefined => {
  const [path = '', anchor = ''] = target.split('#')
  const file = resolve(page, decodeURIComponent(path))
  if (!exists(repository, file)) return `links to ${target}, which does not exist`
  const isUnknownAnchor =
    anchor !== '' && file.endsWith('.md') && !anchorsOf(repository.text(file)).has(anchor)
  return isUnknownAnchor ? `links to ${target}, but ${file} has no such heading` : undefined
}

const checkPageLinks = (repository: Repository, file: string): ReadonlyArray<Finding> =>
  parseMarkdown(repository.text(file))
    .prose.flatMap(linksOf)
    .filter(({ target }) => !isOutside(target))
    .flatMap(({ line, target }) => {
      const problem = problemOf(repository, file, target)
      return problem === undefined ? [] : [{ file, line, problem }]
    })

/** Every relative link and image of every page points at a file, and at a heading where it names one. */
export const checkLinks: Checker = (repository) =>
  markdownPages(repository).flatMap((file) => checkPageLinks(repository, file))
