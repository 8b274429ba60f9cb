import { ArmSpec } from '@stageroute/contracts'
import { readBaseUrl } from '@stageroute/gateway'
import * as E from 'fp-ts/Either'
import type { ConfigFault } from './describe-failure'
import type { ConfigPath } from './config-path'
import type { GatewayConfig, ModelEntry, UpstreamEntry } from './gateway-config'
import { isLoopback } from './loopback'

type Faults = ReadonlyArray<ConfigFault>

const fault = (path: ConfigPath, problem: string, isName = false): ConfigFault => ({
  path,
  problem,
  isName
})

const faultIf = (holds: boolean, path: ConfigPath, problem: string): Faults =>
  holds ? [fault(path, problem)] : []

/** What cannot be the id of a model, because it asks for any of them. */
const ROUTED_NAMES: ReadonlyArray<string> = ['stageroute', 'auto']

/** Headers that say how a message is sent: only the client that sends it knows. */
const FRAMING_HEADERS: ReadonlyArray<string> = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
]

const checkHttpUrl = (url: string | null, path: ConfigPath): Faults => {
  if (url === null) return []
  if (!URL.canParse(url)) return [fault(path, 'is no URL')]
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:')
    return [fault(path, 'is neither http nor https')]
  return faultIf(username !== '' || password !== '', path, 'has a user or password in it')
}

const checkHeaders = ({ headers, keyEnv, keyHeader }: UpstreamEntry, path: ConfigPath): Faults =>
  Object.keys(headers).flatMap((name, i, names) => {
    const at = [...path, 'headers', name]
    const plain = name.toLowerCase()
    if (FRAMING_HEADERS.includes(plain)) return [fault(at, 'is a header that nobody may set', true)]
    if (keyEnv !== null && plain === keyHeader)
      return [fault(at, 'is the header of the key that keyEnv names', true)]
    return names.findIndex((other) => other.toLowerCase() === plain) < i
      ? [fault(at, 'is given twice, in other letters', true)]
      : []
  })

const checkUpstreams = ({ upstreams }: GatewayConfig): Faults =>
  Object.entries(upstreams).flatMap(([name, upstream]) => {
    const path = ['upstreams', name]
    const url = readBaseUrl(upstream.baseUrl)
    return [
      ...(E.isLeft(url) ? [fault([...path, 'baseUrl'], url.left)] : []),
      ...checkHeaders(upstream, path)
    ]
  })

const checkUpstreamName = (
  { upstreams }: GatewayConfig,
  name: string,
  path: ConfigPath
): Faults => {
  const names = Object.keys(upstreams)
  return faultIf(
    !names.includes(name),
    path,
    `is none of the upstreams${names.length === 0 ? '' : `, which are ${names.join(', ')}`}`
  )
}

const checkPrice = (
  { allowUnpriced }: GatewayConfig,
  price: ModelEntry['price'],
  path: ConfigPath
): Faults =>
  faultIf(
    price === 'unpriced' && !allowUnpriced,
    path,
    'is unpriced, but allowUnpriced is not true'
  )

const checkDate = (date: string | null, path: ConfigPath): Faults =>
  faultIf(!ArmSpec.props.released.is(date), path, 'is no date of the calendar')

const checkHooks = ({ hooks }: ModelEntry, path: ConfigPath): Faults =>
  (['start', 'stop'] as const).flatMap((when) => {
    const hook = hooks?.[when] ?? null
    return hook !== null && 'url' in hook
      ? checkHttpUrl(hook.url, [...path, 'hooks', when, 'url'])
      : []
  })

const checkModel = (config: GatewayConfig, model: ModelEntry, path: ConfigPath): Faults => [
  ...faultIf(
    ROUTED_NAMES.includes(model.id),
    [...path, 'id'],
    `cannot be one of ${ROUTED_NAMES.join(', ')}, which ask for any model`
  ),
  ...checkUpstreamName(config, model.upstream, [...path, 'upstream']),
  ...checkPrice(config, model.price, [...path, 'price']),
  ...faultIf(
    model.minShare > model.share,
    [...path, 'minShare'],
    `must be at most share, ${model.share}, is ${model.minShare}`
  ),
  ...checkDate(model.released, [...path, 'released']),
  ...checkDate(model.shutdownDate, [...path, 'shutdownDate']),
  ...checkHooks(model, path)
]

/** Ids of a list that are in it before, too. */
const checkDistinct = (
  list: 'models' | 'keys',
  entries: ReadonlyArray<{ readonly id: string }>
): Faults =>
  entries.flatMap(({ id }, i) => {
    const first = entries.findIndex((other) => other.id === id)
    return faultIf(first < i, [list, i, 'id'], `is the id of ${list}[${first}] too`)
  })

const checkDeployable = ({ models, stages }: GatewayConfig): Faults => {
  const chats = models.filter(({ serves }) => serves === 'chat')
  const pinned = chats.filter(({ state }) => state === 'pinned').length
  const isDeployable = chats.some(({ state }) => state === 'allowed' || state === 'pinned')
  return [
    ...faultIf(
      !isDeployable,
      ['models'],
      'must have a chat model whose state is allowed or pinned'
    ),
    ...faultIf(
      pinned > stages.maxDeployed,
      ['stages', 'maxDeployed'],
      `must be at least ${pinned}, the number of pinned models, is ${stages.maxDeployed}`
    )
  ]
}

const checkJudge = (config: GatewayConfig): Faults => {
  const { judge } = config.feedback
  if (judge === null) return []
  return [
    ...checkUpstreamName(config, judge.upstream, ['feedback', 'judge', 'upstream']),
    ...checkPrice(config, judge.price, ['feedback', 'judge', 'price'])
  ]
}

/** Returns what the fields of a configuration say against one another, and texts that are not what they have to be. */
export const checkConfig = (config: GatewayConfig): Faults => [
  ...checkUpstreams(config),
  ...checkDistinct('models', config.models),
  ...config.models.flatMap((model, i) => checkModel(config, model, ['models', i])),
  ...checkDeployable(config),
  ...checkDistinct('keys', config.keys),
  ...faultIf(
    config.isOpen && !isLoopback(config.listen.host),
    ['isOpen'],
    'can only be true where listen.host is a loopback address, such as 127.0.0.1'
  ),
  ...checkJudge(config),
  ...checkHttpUrl(config.telemetry.otlpUrl, ['telemetry', 'otlpUrl'])
]
