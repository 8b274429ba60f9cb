import { printable } from '@stageroute/contracts'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { checkConfig } from './config-checks'
import { pathText, type ConfigPath } from './config-path'
import { describeFailure, type ConfigFault } from './describe-failure'
import { GatewayConfig } from './gateway-config'
import { readYaml, type Place, type YamlDocument } from './yaml-document'

/**
 * What is wrong with a configuration and where. `field` is a path such as `models[1].price.inputPerMillion`, and empty for the whole text. `line` and
 * `column` count from 1, and are null where the text is too broken, or too empty, to tell.
 */
export interface ConfigProblem {
  readonly source: string
  readonly line: number | null
  readonly column: number | null
  readonly field: string
  readonly problem: string
}

const problemAt = (
  source: string,
  place: Place | null,
  { path, problem }: { readonly path: ConfigPath; readonly problem: string }
): ConfigProblem => ({
  source,
  line: place?.line ?? null,
  column: place?.column ?? null,
  field: pathText(path),
  problem
})

const decode = (value: unknown): E.Either<ConfigFault, GatewayConfig> =>
  pipe(
    GatewayConfig.decode(value),
    E.mapLeft(([first]): ConfigFault =>
      first === undefined
        ? { path: [], problem: 'cannot be read', isName: false }
        : describeFailure(first)
    ),
    E.chain((config) => {
      const [fault] = checkConfig(config)
      return fault === undefined ? E.right(config) : E.left(fault)
    })
  )

const decodeDocument =
  (source: string) =>
  ({ value, placeOf }: YamlDocument): E.Either<ConfigProblem, GatewayConfig> =>
    pipe(
      decode(value),
      E.mapLeft((fault) => problemAt(source, placeOf(fault.path, fault.isName), fault))
    )

/**
 * Reads a configuration from YAML or JSON. What it leaves out is filled in.
 *
 * Errors: the first thing that is wrong, with its place. No value that may be a secret is in it.
 */
export const readConfig = (text: string, source: string): E.Either<ConfigProblem, GatewayConfig> =>
  pipe(
    readYaml(text),
    E.mapLeft((problem) => problemAt(source, problem.place, problem)),
    E.chain(decodeDocument(source))
  )

/** Returns the one line that tells what is wrong: `stageroute.yaml:12: models[1].price.inputPerMillion: must be ...`. */
export const configMessage = ({ source, line, field, problem }: ConfigProblem): string =>
  printable(
    [line === null ? source : `${source}:${line}`, ...(field === '' ? [] : [field]), problem].join(
      ': '
    )
  )
