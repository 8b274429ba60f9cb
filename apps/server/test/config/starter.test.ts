import { randomBytes } from 'node:crypto'
import { hashKey, isKeyOf, makeApiKey } from '@stageroute/gateway'
import * as E from 'fp-ts/Either'
import { stringify } from 'yaml'
import type { GatewayConfig } from '../../src/config/gateway-config'
import { readConfig } from '../../src/config/read-config'
import { starterConfig } from '../../src/config/starter'
import { smallest } from './good-configs'

const read = (text: string): GatewayConfig | string =>
  E.getOrElseW((problem) => JSON.stringify(problem))(readConfig(text, 'starter'))

const readGood = (text: string): GatewayConfig => {
  const config = read(text)
  expect(config).toBeInstanceOf(Object)
  return config as GatewayConfig
}

/** Takes the comment away from every line that is a field or an item. */
const uncommented = (text: string): string =>
  text.replace(/^( *)# ( *(?:- )?[\w-]+:(?: |$)(?!\$schema))/gm, '$1$2')

test('an editor finds the schema in the first line', () => {
  expect(starterConfig().split('\n')[0]).toBe(
    '# yaml-language-server: $schema=./stageroute.schema.json'
  )
})

test('without a key it is open to this machine', () => {
  const config = readGood(starterConfig())
  expect(config.isOpen).toBe(true)
  expect(config.listen.host).toBe('127.0.0.1')
  expect(config.keys).toEqual([])
  expect(starterConfig({ keyHash: null })).toBe(starterConfig())
})

test('with a key it is open to that key', async () => {
  const { id, token } = makeApiKey(randomBytes)
  const config = readGood(
    starterConfig({ keyHash: { id, hash: await hashKey(token, randomBytes) } })
  )
  expect(config.isOpen).toBe(false)
  const [key] = config.keys
  expect(key).toMatchObject({ id, roles: ['call', 'feedback', 'read', 'admin'] })
  expect(key !== undefined && (await isKeyOf(token, key.hash))).toBe(true)
})

test.each(['-', '_', '0', '1'])('a key that YAML could take for something else: %s', (letter) => {
  const keyHash = {
    id: letter.repeat(12),
    hash: { salt: letter.repeat(22), hash: letter.repeat(43) }
  }
  expect(readGood(starterConfig({ keyHash })).keys[0]).toMatchObject(keyHash)
})

test('every comment that is a setting is a right one', () => {
  const keyHash = { id: 'a'.repeat(12), hash: { salt: 's'.repeat(22), hash: 'h'.repeat(43) } }
  const config = readGood(uncommented(starterConfig({ keyHash })))
  expect(Object.keys(config.upstreams)).toEqual(['openai', 'local', 'anthropic', 'azure'])
  expect(config.models.length).toBe(5)
  expect(config.feedback.judge).not.toBeNull()
  expect(config.keys[0]?.budgetUsd).toBe(100)
  expect(readGood(uncommented(starterConfig())).keys.length).toBe(1)
})

test('the sections in comments show the defaults', () => {
  const shown = readGood(uncommented(starterConfig()))
  const filledIn = readGood(stringify(smallest))
  expect(shown.listen).toEqual(filledIn.listen)
  expect(shown.state).toEqual(filledIn.state)
  expect(shown.routing).toEqual(filledIn.routing)
  expect(shown.stages).toEqual({ ...filledIn.stages, maxDeployed: 2 })
  expect(shown.telemetry).toEqual(filledIn.telemetry)
  expect({ ...shown.feedback, judge: null }).toEqual(filledIn.feedback)
})
