import { gzipSync } from 'node:zlib'
import { pipe } from 'fp-ts/function'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { printable } from '@stageroute/contracts'
import { parseOutcomes, readTextFile, type OutcomeRows } from '../src'
import { fileWith, messageOf, rightOf } from './folders'

const name = fc.string({ unit: fc.constantFrom(...'abz.,"/ \n09é模'), minLength: 1, maxLength: 6 })
const cell = fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs), { nil: NaN })

const table = fc
  .record({
    armIds: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    queryIds: fc.uniqueArray(name, { minLength: 1, maxLength: 12 }),
    end: fc.constantFrom('\n', '\r\n')
  })
  .chain(({ armIds, queryIds, end }) => {
    const cells = armIds.length * queryIds.length
    const values = fc.array(cell, { minLength: cells, maxLength: cells })
    const groups = fc.array(name, { minLength: queryIds.length, maxLength: queryIds.length })
    return fc.record({
      end: fc.constant(end),
      rows: fc
        .record({ reward: values, cost: values, groups })
        .map(({ reward, cost, groups: categories }): OutcomeRows => {
          const categoryNames = [...new Set(categories)]
          return {
            armIds,
            queryIds,
            categoryNames,
            category: Int32Array.from(categories, (group) => categoryNames.indexOf(group)),
            reward: Float64Array.from(reward),
            cost: Float64Array.from(cost, (value) => value * 1e3)
          }
        })
    })
  })

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

const written = (value: number | undefined): string => (Number.isNaN(value) ? '' : String(value))

const csvOf = (rows: OutcomeRows, end: string): string => {
  const { armIds, queryIds, categoryNames, category, reward, cost } = rows
  const header = ['query_id', 'category', ...armIds.flatMap((id) => [`${id}.score`, `${id}.cost`])]
  const lines = queryIds.map((query, row) => [
    query,
    categoryNames[category[row] ?? -1] ?? '',
    ...armIds.flatMap((_, arm) => {
      const at = row * armIds.length + arm
      return [written(reward[at]), written(cost[at])]
    })
  ])
  return [header, ...lines].map((cells) => cells.map(quoted).join(',') + end).join('')
}

test('a written table reads back the same', () => {
  fc.assert(
    fc.property(table, ({ rows, end }) => {
      expect(rightOf(parseOutcomes('f', csvOf(rows, end)))).toEqual(rows)
    })
  )
})

test('through files, plain and compressed, it does so too', () => {
  const throughFile = (file: string) =>
    pipe(
      readTextFile(file),
      E.chain((text) => parseOutcomes(file, text))
    )
  fc.assert(
    fc.property(table, ({ rows, end }) => {
      const text = csvOf(rows, end)
      expect(rightOf(throughFile(fileWith('t.csv', text)))).toEqual(rows)
      expect(rightOf(throughFile(fileWith('t.csv.gz', gzipSync(text))))).toEqual(rows)
    }),
    { numRuns: 25 }
  )
})

test('a spoiled cell is found at its line, whatever stands before it', () => {
  fc.assert(
    fc.property(table, fc.nat(), fc.nat(3), ({ rows, end }, at, blanks) => {
      const lines = csvOf(rows, end).split(end)
      const breaks = rows.queryIds.map((id, row) => {
        const group = rows.categoryNames[rows.category[row] ?? -1] ?? ''
        return `${id}${group}`.split('\n').length - 1
      })
      const headerBreaks = rows.armIds.join('').split('\n').length - 1
      const row = at % rows.queryIds.length
      const before = csvOf({ ...rows, queryIds: rows.queryIds.slice(0, row) }, end)
      const bad = `spoiled,x,${rows.armIds.map(() => '2,0').join(',')}`
      const found = messageOf(parseOutcomes('f', before + end.repeat(blanks) + bad + end))
      const line =
        2 + 2 * headerBreaks + row + breaks.slice(0, row).reduce((sum, n) => sum + n, 0) + blanks
      expect(lines.length).toBeGreaterThan(row)
      expect(found).toContain(printable(`f, line ${line}, column ${rows.armIds[0]}.score: "2"`))
    })
  )
})
