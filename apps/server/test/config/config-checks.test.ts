import type { Json } from 'fp-ts/Json'
import * as E from 'fp-ts/Either'
import { stringify } from 'yaml'
import { configMessage, readConfig } from '../../src/config/read-config'
import { changed, fullest, smallest } from './good-configs'

type Change = readonly [ReadonlyArray<string | number>, Json | undefined]

const outcomeOf = (base: Json, changes: ReadonlyArray<Change>): string => {
  const config = changes.reduce((tree, [path, value]) => changed(tree, path, value), base)
  return E.fold(configMessage, () => 'accepted')(readConfig(stringify(config), 'file'))
}

const second = { id: 'b', upstream: 'openai', price: { inputPerMillion: 1, outputPerMillion: 1 } }

const wrong = (
  name: string,
  changes: ReadonlyArray<Change>,
  wanted: string,
  base: Json = smallest
): readonly [string, Json, ReadonlyArray<Change>, string] => [name, base, changes, wanted]

test.each([
  wrong(
    'a model that is asked for as any model',
    [[['models', 0, 'id'], 'auto']],
    'models[0].id: cannot be one of stageroute, auto, which ask for any model'
  ),
  wrong(
    'the same for stageroute',
    [[['models', 0, 'id'], 'stageroute']],
    'models[0].id: cannot be one of stageroute, auto, which ask for any model'
  ),
  wrong('no upstreams', [[['upstreams'], {}]], 'models[0].upstream: is none of the upstreams'),
  wrong(
    'a name that all objects have',
    [[['models', 0, 'upstream'], 'toString']],
    'models[0].upstream: is none of the upstreams, which are openai'
  ),
  wrong(
    'the same id twice',
    [[['models', 0, 'id'], 'free']],
    'models[1].id: is the id of models[0] too',
    fullest
  ),
  wrong(
    'less than the least share',
    [[['models', 0, 'share'], 0.05]],
    'models[0].minShare: must be at most share, 0.05, is 0.1',
    fullest
  ),
  wrong(
    '29 February of a common year',
    [[['models', 0, 'released'], '2023-02-29']],
    'models[0].released: is no date of the calendar'
  ),
  wrong(
    'a thirteenth month',
    [[['models', 0, 'shutdownDate'], '2023-13-01']],
    'models[0].shutdownDate: is no date of the calendar'
  ),
  wrong(
    'a hook that is no URL',
    [[['models', 0, 'hooks'], { start: { url: 'x', secretEnv: 'S' } }]],
    'models[0].hooks.start.url: is no URL'
  ),
  wrong(
    'a hook that is a file',
    [[['models', 0, 'hooks'], { stop: { url: 'file:///x', secretEnv: 'S' } }]],
    'models[0].hooks.stop.url: is neither http nor https'
  ),
  wrong(
    'only forbidden models',
    [[['models', 0, 'state'], 'forbidden']],
    'models: must have a chat model whose state is allowed or pinned'
  ),
  wrong(
    'only deprecated models',
    [[['models', 0, 'state'], 'deprecated']],
    'models: must have a chat model whose state is allowed or pinned'
  ),
  wrong(
    'only models for embeddings',
    [[['models', 0, 'serves'], 'embeddings']],
    'models: must have a chat model whose state is allowed or pinned'
  ),
  wrong(
    'more pinned models than slots',
    [
      [
        ['models'],
        [
          { ...second, state: 'pinned' },
          { ...second, id: 'c', state: 'pinned' }
        ]
      ]
    ],
    'stages.maxDeployed: must be at least 2, the number of pinned models, is 1'
  ),
  wrong(
    'the same key twice',
    [[['keys'], [0, 1].map(() => (fullest['keys'] as Json[])[0] as Json)]],
    'keys[1].id: is the id of keys[0] too',
    fullest
  ),
  wrong(
    'open to every network',
    [[['listen', 'host'], '0.0.0.0']],
    'isOpen: can only be true where listen.host is a loopback address, such as 127.0.0.1',
    fullest
  ),
  wrong(
    'open to IPv6 networks',
    [[['listen', 'host'], '::']],
    'isOpen: can only be true where listen.host is a loopback address, such as 127.0.0.1',
    fullest
  ),
  wrong(
    'open to a name like a loopback',
    [[['listen', 'host'], '127.0.0.1.example.org']],
    'isOpen: can only be true where listen.host is a loopback address, such as 127.0.0.1',
    fullest
  ),
  wrong(
    'an unpriced model',
    [[['allowUnpriced'], false]],
    'models[1].price: is unpriced, but allowUnpriced is not true',
    fullest
  ),
  wrong(
    'a judge that is nowhere',
    [[['feedback', 'judge', 'upstream'], 'other']],
    'feedback.judge.upstream: is none of the upstreams, which are openai',
    fullest
  ),
  wrong(
    'a judge without a price',
    [
      [['feedback', 'judge', 'price'], 'unpriced'],
      [['allowUnpriced'], false],
      [['models', 1, 'price'], second.price]
    ],
    'feedback.judge.price: is unpriced, but allowUnpriced is not true',
    fullest
  ),
  wrong(
    'traces to a file',
    [[['telemetry', 'otlpUrl'], 'file:///x']],
    'telemetry.otlpUrl: is neither http nor https',
    fullest
  ),
  wrong(
    'traces to no URL',
    [[['telemetry', 'otlpUrl'], 'collector']],
    'telemetry.otlpUrl: is no URL',
    fullest
  ),
  wrong(
    'a password in the URL of an upstream',
    [[['upstreams', 'openai', 'baseUrl'], 'https://a:b@c']],
    'upstreams.openai.baseUrl: has a user or password in it'
  ),
  wrong(
    'a header of the transport',
    [[['upstreams', 'openai', 'headers'], { 'Transfer-Encoding': 'a' }]],
    'upstreams.openai.headers.Transfer-Encoding: is a header that nobody may set'
  ),
  wrong(
    'the header of the key',
    [[['upstreams', 'openai', 'headers'], { 'X-Api-Key': 'a' }]],
    'upstreams.openai.headers.X-Api-Key: is the header of the key that keyEnv names',
    fullest
  ),
  wrong(
    'a header twice',
    [[['upstreams', 'openai', 'headers'], { 'x-a': 'a', 'X-A': 'b' }]],
    'upstreams.openai.headers.X-A: is given twice, in other letters'
  )
])('%s is wrong', (_, base, changes, wanted) => {
  expect(outcomeOf(base, changes)).toMatch(/^file:\d+: /)
  expect(outcomeOf(base, changes).replace(/^file:\d+: /, '')).toBe(wanted)
})

test.each<readonly [string, ReadonlyArray<Change>]>([
  ['open to this machine by its name', [[['listen', 'host'], 'localhost']]],
  ['open to this machine by another of its addresses', [[['listen', 'host'], '127.1.2.3']]],
  [
    'open to every network with keys only',
    [
      [['listen', 'host'], '0.0.0.0'],
      [['isOpen'], false]
    ]
  ],
  [
    'its own header where no key is sent',
    [
      [['upstreams', 'openai', 'headers'], { 'x-api-key': 'a' }],
      [['upstreams', 'openai', 'keyEnv'], null]
    ]
  ],
  ['as many pinned models as slots', [[['stages', 'maxDeployed'], 1]]],
  ['a leap day', [[['models', 0, 'shutdownDate'], '2028-02-29']]],
  ['a least share that is the largest', [[['models', 0, 'minShare'], 0.5]]]
])('%s is right', (_, changes) => {
  expect(outcomeOf(fullest, changes)).toBe('accepted')
})
