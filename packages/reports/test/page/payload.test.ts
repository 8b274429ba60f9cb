import { figuresOf, inertJson, payloadElement } from '../../src/page/payload'
import { makeGroup, makeReport, small } from '../make-report'

interface Payload {
  readonly sources: Readonly<Record<string, unknown>>
  readonly groups: ReadonlyArray<{
    readonly policies: ReadonlyArray<string>
    readonly shown: ReadonlyArray<string>
    readonly figures: ReadonlyArray<{
      readonly kind: string
      readonly views: ReadonlyArray<{ readonly sources: ReadonlyArray<string> }>
    }>
  }>
}

const payloadOf = (report: ReturnType<typeof makeReport>): Payload =>
  JSON.parse(
    payloadElement(figuresOf(report))
      .markup.replace(/^<script[^>]*>/, '')
      .replace(/<\/script>\n$/, '')
  ) as Payload

test('JSON in a page holds nothing that HTML or a script could take for its own', () => {
  const text = inertJson({ a: '</script><!--\u2028\u2029' })
  expect(text).not.toMatch(/[<\u2028\u2029]/)
  expect(JSON.parse(text)).toEqual({ a: '</script><!--\u2028\u2029' })
})

test('a figure has all of its cases and policies as views', () => {
  const payload = payloadOf(makeReport(small, [makeGroup(small, ['regret', 'shares'])]))
  expect(payload.groups[0]?.figures.map(({ kind, views }) => [kind, views.length])).toEqual([
    ['regret', small.cases],
    ['shares', small.cases * small.policies]
  ])
})

test('the numbers of every view are there', () => {
  const { groups, sources } = payloadOf(makeReport(small))
  const keys = groups.flatMap(({ figures }) =>
    figures.flatMap(({ views }) => views.flatMap((view) => view.sources))
  )
  expect(keys.filter((key) => !(key in sources))).toEqual([])
  expect(Object.keys(sources).filter((key) => !keys.includes(key))).toEqual([])
})

test('all policies are there, the best are shown', () => {
  const size = { ...small, policies: 12 }
  const [group] = payloadOf(makeReport(size, [makeGroup(size, ['regret'])])).groups
  expect([group?.policies.length, group?.shown.length]).toEqual([12, 9])
})
