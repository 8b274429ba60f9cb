import { showFinding, type Checker, type Repository } from '../src'

/** A repository of the given files. */
export const repositoryOf = (files: Readonly<Record<string, string>>): Repository => ({
  paths: Object.keys(files),
  text: (path) => files[path] ?? ''
})

/** What a checker finds in a repository of the given files, shown. */
export const findingsIn = (
  checker: Checker,
  files: Readonly<Record<string, string>>
): ReadonlyArray<string> => checker(repositoryOf(files)).map(showFinding)

/** Markdown is given by lines, as fences and quotes would hide it otherwise. */
export const lines = (...text: ReadonlyArray<string>): string => text.join('\n')
