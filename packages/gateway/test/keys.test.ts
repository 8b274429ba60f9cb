import { randomBytes } from 'node:crypto'
import {
  hashKey,
  isKeyOf,
  makeApiKey,
  makeKeyRing,
  readKeyId,
  type ApiKey,
  type KeyHash
} from '@stageroute/gateway'

interface Key extends KeyHash {
  readonly owner: string
}

const keep = async ({ token }: ApiKey, owner: string): Promise<Key> => ({
  ...(await hashKey(token, randomBytes)),
  owner
})

test('a key says its id, and its secret is 256 bits', () => {
  const { id, token } = makeApiKey((bytes) => new Uint8Array(bytes).fill(255))
  expect(token).toBe(`sr-${'_'.repeat(12)}.${'_'.repeat(42)}8`)
  expect(readKeyId(token)).toBe(id)
  expect(makeApiKey(randomBytes).token).not.toBe(makeApiKey(randomBytes).token)
})

test.each([
  '',
  'sr-',
  'sk-abc',
  `sr-${'a'.repeat(12)}`,
  `sr-${'a'.repeat(12)}.${'b'.repeat(44)}`,
  ' '
])('%j is no key', (token) => {
  expect(readKeyId(token)).toBe(null)
})

test('of a token a salted hash is kept, which is another one every time', async () => {
  const { token } = makeApiKey(randomBytes)
  const [first, second] = [await hashKey(token, randomBytes), await hashKey(token, randomBytes)]
  expect(first.hash).not.toBe(second.hash)
  expect(JSON.stringify(first)).not.toContain(token.slice(-20))
  expect([await isKeyOf(token, first), await isKeyOf(token, second)]).toEqual([true, true])
})

test('all of a token counts, and a hash that is none opens nothing', async () => {
  const { token } = makeApiKey(randomBytes)
  const kept = await hashKey(token, randomBytes)
  const last = token.endsWith('A') ? 'B' : 'A'
  expect(await isKeyOf(token.slice(0, -1) + last, kept)).toBe(false)
  expect(await isKeyOf(token, { ...kept, hash: '' })).toBe(false)
  expect(await isKeyOf(token, { ...kept, salt: '' })).toBe(false)
})

describe('a ring of keys', () => {
  const ours = makeApiKey(randomBytes)
  const other = makeApiKey(randomBytes)

  const ringOf = async (mostChecks = 4) => {
    const key = await keep(ours, 'me')
    return { key, ring: makeKeyRing(new Map([[ours.id, key]]), mostChecks) }
  }

  test('knows its keys, slowly once and then at once', async () => {
    const { key, ring } = await ringOf()
    expect(ring.recall(ours.token)).toBe(null)
    expect(await ring.check(ours.token)).toEqual({ _tag: 'known', key })
    expect(ring.recall(ours.token)).toBe(key)
  })

  test('knows no others: not of another id, not of another secret', async () => {
    const { ring } = await ringOf()
    await ring.check(ours.token)
    const forged = `sr-${ours.id}.${other.token.slice(-43)}`
    for (const token of [other.token, forged, 'sr-x', '']) {
      expect(await ring.check(token)).toEqual({ _tag: 'unknown' })
      expect(ring.recall(token)).toBe(null)
    }
  })

  test('checks no more at a time than it may, and others again afterwards', async () => {
    const { ring } = await ringOf(2)
    const forged = ['A', 'B'].map((letter) => `sr-${ours.id}.${letter.repeat(43)}`)
    const tokens = [...forged, ours.token]
    const checks = await Promise.all(tokens.map((token) => ring.check(token)))
    expect(checks.map(({ _tag }) => _tag)).toEqual(['unknown', 'unknown', 'busy'])
    expect((await ring.check(ours.token))._tag).toBe('known')
  })

  test('checks a token once for all who come with it meanwhile', async () => {
    const { key, ring } = await ringOf(1)
    const checks = await Promise.all(Array.from({ length: 50 }, () => ring.check(ours.token)))
    expect(checks).toEqual(checks.map(() => ({ _tag: 'known', key })))
  })

  test('a key that is taken away opens nothing from then on, not even one being checked', async () => {
    const { ring } = await ringOf()
    await ring.check(ours.token)
    const underWay = ring.check(ours.token)
    ring.replace(new Map())
    expect(await underWay).toEqual({ _tag: 'unknown' })
    expect(ring.recall(ours.token)).toBe(null)
  })

  test('a key whose rights change keeps being known, with the new ones', async () => {
    const { key, ring } = await ringOf()
    await ring.check(ours.token)
    ring.replace(new Map([[ours.id, { ...key, owner: 'you' }]]))
    expect(ring.recall(ours.token)?.owner).toBe('you')
  })

  test('rights that change while a key is being checked are the new ones', async () => {
    const { key, ring } = await ringOf()
    const underWay = ring.check(ours.token)
    ring.replace(new Map([[ours.id, { ...key, owner: 'you' }]]))
    expect(await underWay).toMatchObject({ _tag: 'known', key: { owner: 'you' } })
  })

  test('a key of the same id with another secret is another key', async () => {
    const { ring } = await ringOf()
    await ring.check(ours.token)
    ring.replace(new Map([[ours.id, await keep(other, 'you')]]))
    expect(ring.recall(ours.token)).toBe(null)
    expect(await ring.check(ours.token)).toEqual({ _tag: 'unknown' })
  })
})
