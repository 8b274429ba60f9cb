import type { RunningUpstream } from '@stageroute/simulated-upstream'
import type { RunningGateway } from '../running/start-gateway'
import { until } from '../running/until'
import { ask, envelope, expectUnharmed, openPurse, question, withFault, type Purse } from './asking'
import { startFaulty } from './start-faulty'

const busy = envelope({ type: 'rate_limit_exceeded', code: 'rate_limit_exceeded' })

/** What one answer costs: 4 tokens of input at 100 micro-USD, 5 of output at 200. */
const COST = 1400

const seconds = (response: Response): number => Number(response.headers.get('retry-after'))

/** Models that an upstream was asked for while something was done, in their order. */
const modelsDuring = async (
  upstream: RunningUpstream,
  work: () => Promise<unknown>
): Promise<ReadonlyArray<string>> => {
  const before = upstream.account().length
  await work()
  return upstream
    .account()
    .slice(before)
    .map(({ model }) => model)
}

describe('Two models, of which one is used up', () => {
  let gateway: RunningGateway
  let upstream: RunningUpstream
  let key: Purse

  beforeAll(async () => {
    const retries = { most: 2, firstMs: 1, longestMs: 2, deadlineMs: 20_000 }
    const started = await startFaulty({ retries }, { others: ['other'] })
    gateway = started.gateway
    upstream = started.upstream
    key = await openPurse(gateway)
  })

  beforeEach(() => key.empty())

  afterEach(() => expectUnharmed(gateway))

  it('the other one is asked at once, however long the first one asks to wait', async () => {
    const body = { ...withFault('flaky:1:long:status:429:3600'), model: 'auto' }
    const models = await modelsDuring(upstream, async () => {
      const response = await ask(gateway, { body, key })
      expect(response.status).toBe(200)
    })
    expect(models).toHaveLength(2)
    expect(new Set(models).size).toBe(2)
    expect(await key.spent()).toBe(COST)
  })

  it('the client is told when both are, and when they will not be', async () => {
    const models = await modelsDuring(upstream, async () => {
      for (const stream of [false, true]) {
        const body = withFault('status:429:3600', { model: 'auto', stream })
        const response = await ask(gateway, { body, key })
        expect([response.status, await response.json()]).toEqual([429, busy])
        expect(seconds(response)).toBe(3600)
        expect(response.headers.get('retry-after-ms')).toBe('3600000')
      }
    })
    // Nobody can wait for so long: none is asked twice.
    expect(models).toHaveLength(4)
    expect(await key.spent()).toBe(0)
  })

  it('one that asks for a wait that is short is asked again after it', async () => {
    const began = performance.now()
    const models = await modelsDuring(upstream, async () => {
      const body = withFault('flaky:1:short:status:429:0.2')
      expect((await ask(gateway, { body, key })).status).toBe(200)
    })
    expect(models).toEqual(['steady', 'steady'])
    expect(performance.now() - began).toBeGreaterThanOrEqual(200)
    expect(await key.spent()).toBe(COST)
  })

  it('one that never stops asking is asked as often as may be', async () => {
    const models = await modelsDuring(upstream, async () => {
      const response = await ask(gateway, { body: withFault('status:429:0'), key })
      expect([response.status, await response.json()]).toEqual([429, busy])
    })
    expect(models).toEqual(['steady', 'steady', 'steady'])
    expect(await key.spent()).toBe(0)
  })

  it.each(['status:500', 'status:502', 'status:503:0'])(
    'failures of both are one: %s',
    async (fault) => {
      const models = await modelsDuring(upstream, async () => {
        const body = withFault(fault, { model: 'auto' })
        const response = await ask(gateway, { body, key })
        const error = envelope({ type: 'server_error', code: 'upstream_error' })
        expect([response.status, await response.json()]).toEqual([502, error])
      })
      expect(models).toHaveLength(3)
      expect(await key.spent()).toBe(0)
    }
  )
})

describe('A deadline', () => {
  it('is not waited past', async () => {
    const retries = { most: 5, firstMs: 1, longestMs: 2, deadlineMs: 500 }
    const { gateway, upstream } = await startFaulty({ retries })
    const began = performance.now()
    const models = await modelsDuring(upstream, async () => {
      const response = await ask(gateway, { body: withFault('status:429:2') })
      expect(response.status).toBe(429)
      expect(seconds(response)).toBe(2)
    })
    expect(models).toHaveLength(1)
    expect(performance.now() - began).toBeLessThan(2000)
    await expectUnharmed(gateway)
  })
})

describe('A model that fails again and again', () => {
  const coolMs = 400

  const startFragile = (others: ReadonlyArray<string> = []) =>
    startFaulty({ breaker: { failures: 3, coolMs } }, { others })

  const failThrice = async (gateway: RunningGateway, fault = 'status:500'): Promise<void> => {
    for (let i = 0; i < 3; i++)
      expect((await ask(gateway, { body: withFault(fault) })).status).toBe(502)
  }

  it('rests, and is asked again after that', async () => {
    const { gateway, upstream } = await startFragile()
    const key = await openPurse(gateway)
    await failThrice(gateway)
    const resting = await modelsDuring(upstream, async () => {
      for (const stream of [false, true]) {
        const response = await ask(gateway, { body: { ...question, stream }, key })
        const error = envelope({ type: 'server_error', code: 'overloaded' })
        expect([response.status, await response.json()]).toEqual([503, error])
        expect(seconds(response)).toBe(1)
        const ms = Number(response.headers.get('retry-after-ms'))
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(coolMs)
      }
    })
    expect(resting).toEqual([])
    await until(async () => ((await ask(gateway, { key })).status === 200 ? true : null))
    expect(await key.spent()).toBe(COST)
    for (let i = 0; i < 3; i++) await expectUnharmed(gateway)
  })

  it('rests longer when its trial fails', async () => {
    const { gateway } = await startFragile()
    await failThrice(gateway)
    const trial = await until(async () => {
      const response = await ask(gateway, { body: withFault('status:500') })
      return response.status === 502 ? response : null
    })
    expect(trial.status).toBe(502)
    const response = await ask(gateway)
    expect(response.status).toBe(503)
    const ms = Number(response.headers.get('retry-after-ms'))
    expect(ms).toBeGreaterThan(coolMs)
    expect(ms).toBeLessThanOrEqual(2 * coolMs)
    await until(async () => ((await ask(gateway)).status === 200 ? true : null))
    await expectUnharmed(gateway)
  })

  it('rests for as long as it asks to', async () => {
    const { gateway } = await startFragile()
    for (let i = 0; i < 3; i++)
      expect((await ask(gateway, { body: withFault('status:503:7') })).status).toBe(502)
    const response = await ask(gateway)
    expect(response.status).toBe(503)
    expect(seconds(response)).toBe(7)
  })

  it('is given up for one that does not', async () => {
    const { gateway, upstream } = await startFragile(['other'])
    await failThrice(gateway)
    const models = await modelsDuring(upstream, async () => {
      for (let i = 0; i < 5; i++)
        expect((await ask(gateway, { body: { ...question, model: 'auto' } })).status).toBe(200)
    })
    expect(new Set(models)).toEqual(new Set(['other']))
  })

  it('rests also for streams that break off, and not for clients that are wrong', async () => {
    const { gateway } = await startFragile()
    for (let i = 0; i < 5; i++)
      expect((await ask(gateway, { body: withFault('status:400') })).status).toBe(400)
    await expectUnharmed(gateway)
    for (let i = 0; i < 3; i++)
      await (await ask(gateway, { body: withFault('reset-mid', { stream: true }) })).text()
    expect((await ask(gateway)).status).toBe(503)
  })
})
