import * as E from 'fp-ts/Either'
import { readAutocannon, readWrk } from '../../src/gateway/load-tool'

const wrkOutput = `Running 4s test @ http://127.0.0.1:1
  1 threads and 32 connections
Requests/sec:   5000.00

{"requests":20000,"microseconds":4000000,"p50":640,"p99":2100,"failures":3}
`

test('the figures of wrk are the line that its script prints', () => {
  expect(readWrk(wrkOutput)).toEqual(
    E.right({ perSecond: 5000, requests: 20_000, p50: 640, p99: 2100, failures: 3 })
  )
  expect(readWrk('unable to connect')).toEqual(E.left('cannot be read: unable to connect'))
})

const autocannonOutput = (p50: number): string =>
  JSON.stringify({
    duration: 2,
    errors: 1,
    non2xx: 2,
    requests: { total: 9000, average: 1 },
    latency: { p50, p99: 7 }
  })

test('the figures of autocannon are those of its document', () => {
  expect(readAutocannon(autocannonOutput(3))).toEqual(
    E.right({ perSecond: 4500, requests: 9000, p50: 3000, p99: 7000, failures: 3 })
  )
  expect(E.isLeft(readAutocannon(''))).toBe(true)
})

test('a latency below the millisecond in which autocannon counts is not known', () => {
  expect(readAutocannon(autocannonOutput(0))).toMatchObject({ right: { p50: null } })
})
