import * as E from 'fp-ts/Either'
import { portkeyManifest } from '../../src/gateway/portkey'
import { configText, readKey } from '../../src/gateway/stageroute'

const said = `Add this to "keys" in the configuration:
- id: abcdefghijkl
  hash:
    salt: s
    hash: h
  roles:
    - call
This is the key. It is not kept anywhere:
`

const entry = said.split('\n').slice(1, 7).join('\n')

test('a key and its entry are read out of what the command says', () => {
  expect(readKey('sr-abc.def\n', said)).toEqual(E.right({ token: 'sr-abc.def', entry }))
  expect(readKey('', 'stageroute: unknown command')).toEqual(
    E.left('stageroute key makes none: stageroute: unknown command')
  )
  expect(E.isLeft(readKey('', said))).toBe(true)
})

test('a configuration asks for a key and has everything on', () => {
  const lines = configText({
    port: 1234,
    database: '/tmp/a.db',
    upstreamUrl: 'http://127.0.0.1:1/v1',
    model: 'instant',
    key: { token: 'sr-abc.def', entry },
    seed: 7
  })
  expect(lines).toContain('state: {"sqlite":"/tmp/a.db","survives":"process"}\n')
  expect(lines).toContain('"name":"instant"')
  expect(lines).toMatch(/\nkeys:\n- id: abcdefghijkl\n/)
  expect(lines).not.toMatch(/isOpen|sr-abc/)
})

test('Portkey is a version of its own, with the server that lets it stream', () => {
  expect(portkeyManifest).toEqual({
    private: true,
    dependencies: { '@portkey-ai/gateway': '1.15.2' },
    overrides: { '@hono/node-server': '1.13.8' }
  })
})
