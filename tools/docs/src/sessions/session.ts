import { examplePages } from '../examples/collect'
import { parseMarkdown, type Fence } from '../markdown'
import type { Checker, Repository } from '../repository'

/** A command shown in the documentation with what it prints. */
export interface Session {
  readonly file: string
  readonly line: number
  readonly command: string
  readonly output: string
}

interface OpenSession extends Session {
  readonly printed: string[]
}

const prompt = '$ '
const cliPrefix = 'npm run -s stageroute -- '

const sessionsOfFence = (file: string, { content, line }: Fence): ReadonlyArray<Session> => {
  const sessions: OpenSession[] = []
  for (const [index, text] of content.entries()) {
    if (text.startsWith(prompt)) {
      const command = text.slice(prompt.length)
      sessions.push({ file, line: line + index, command, output: '', printed: [] })
    } else sessions.at(-1)?.printed.push(text)
  }
  return sessions.map(({ printed, ...session }) => ({ ...session, output: printed.join('\n') }))
}

const runFences = (repository: Repository, file: string): ReadonlyArray<Fence> =>
  parseMarkdown(repository.text(file)).fences.filter(
    ({ language, flags }) => language === 'console' && !flags.includes('no-run')
  )

/** The commands of all `console` blocks that are not marked `no-run`. */
export const collectSessions = (repository: Repository): ReadonlyArray<Session> =>
  examplePages(repository).flatMap((file) =>
    runFences(repository, file).flatMap((fence) => sessionsOfFence(file, fence))
  )

/** The words after `npm run -s stageroute --`, quotes removed; undefined for any other command. */
export const argumentsOf = ({ command }: Session): ReadonlyArray<string> | undefined =>
  command.startsWith(cliPrefix) && !/[|<>;&\\`$]/.test(command)
    ? [...command.slice(cliPrefix.length).matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
        ([, single, double, bare]) => single ?? double ?? bare ?? ''
      )
    : undefined

/** Every shown command can be run here, and no `console` block is without one. */
export const checkSessions: Checker = (repository) => [
  ...collectSessions(repository)
    .filter((session) => argumentsOf(session) === undefined)
    .map(({ file, line, command }) => ({
      file,
      line,
      problem: `only plain \`${cliPrefix}...\` is run, mark the block no-run: ${command}`
    })),
  ...examplePages(repository).flatMap((file) =>
    runFences(repository, file)
      .filter(({ content }) => !content[0]?.startsWith(prompt))
      .map(({ line }) => ({ file, line, problem: 'a console block begins with `$ `' }))
  )
]
