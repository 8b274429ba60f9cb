import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkFiles, checkManifest } from '../src/package-check/check-packed'
import { compileFrom, installInto, loadFrom } from '../src/package-check/consumer'
import type { PackedLibrary } from '../src/package-check/pack'

const sound = {
  'README.md': '# sound',
  LICENSE: 'Apache License',
  'package.json': JSON.stringify({
    name: '@stageroute/sound',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } }
  }),
  'dist/index.js': 'exports.one = 1',
  'dist/index.d.ts': 'export declare const one: 1'
}

const packed = (files: Readonly<Record<string, string>>): PackedLibrary =>
  ({
    library: { name: '@stageroute/sound', folder: 'sound', path: '', entries: [''] },
    files: new Map(Object.entries({ ...sound, ...files }))
  }) as unknown as PackedLibrary

const consume = (files: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-consumer-'))
  try {
    installInto([packed(files)], folder)
    const specifiers = ['@stageroute/sound']
    return [...loadFrom(folder, specifiers), ...compileFrom(folder, specifiers)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('a tarball', () => {
  test('that is sound', () => {
    expect([...checkManifest(packed({})), ...checkFiles(packed({}))]).toEqual([])
  })

  test.each(['workspace:^', 'catalog:', '@stageroute/source'])('that still says %s', (word) => {
    const [finding] = checkManifest(packed({ 'package.json': `{ "x": "${word}" }` }))
    expect(finding).toMatch(/^package.json: contains "/)
  })

  test('with a build record or a test', () => {
    const files = { 'dist/tsconfig.lib.tsbuildinfo': '', 'test/some.test.ts': '' }
    expect(checkFiles(packed(files))).toEqual([
      'dist/tsconfig.lib.tsbuildinfo: does not belong in the tarball',
      'test/some.test.ts: does not belong in the tarball'
    ])
  })
})

describe('a consumer', () => {
  test('of a sound package', () => {
    expect(consume({})).toEqual([])
  })

  test('of a package that does not load', () => {
    expect(consume({ 'dist/index.js': "require('./absent')" })[0]).toMatch(
      /^@stageroute\/sound: Error: Cannot find module '.\/absent'/
    )
  })

  test('of a package whose names ESM cannot see', () => {
    expect(consume({ 'dist/index.js': "exports['on' + 'e'] = 1" })).toEqual([
      '@stageroute/sound: not importable by name from ESM: one'
    ])
  })

  test('of a package without declarations', () => {
    expect(
      consume({
        'package.json':
          '{ "name": "@stageroute/sound", "main": "dist/index.js", "exports": "./dist/index.js" }',
        'dist/index.d.ts': 'export {'
      }).join()
    ).toMatch(/error TS/)
  })
})
