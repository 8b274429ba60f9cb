import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'

const chat = async (gateway: RunningGateway, fields: object = {}): Promise<Response> => {
  const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.keys.call}` },
    body: JSON.stringify({
      model: 'auto',
      messages: [{ role: 'user', content: 'hi' }],
      ...fields
    })
  })
  await answer.text()
  return answer
}

const metricsOf = async (gateway: RunningGateway): Promise<string> => {
  const answer = await fetch(`${gateway.url}/metrics`, {
    headers: { authorization: `Bearer ${gateway.keys.read}` }
  })
  expect(answer.headers.get('content-type')).toContain('text/plain')
  return answer.text()
}

const valueOf = (metrics: string, name: string): number => {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1))
}

test('requests, attempts, money and bounds are counted under few labels', async () => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a'), modelAt('u', 'b')]
  })
  for (let i = 0; i < 4; i++) await chat(gateway)
  await chat(gateway, { model: 'no such model, and a name that nobody would want as a label' })
  await chat(gateway, { metadata: { simulate: 'flaky:1:x:status:500' } })
  const metrics = await metricsOf(gateway)
  expect(valueOf(metrics, 'stageroute_requests_total{kind="chat",status="200"}')).toBe(5)
  expect(valueOf(metrics, 'stageroute_requests_total{kind="chat",status="404"}')).toBe(1)
  const failed = ['a', 'b'].map((model) =>
    valueOf(metrics, `stageroute_attempts_total{model="${model}",outcome="status 500"}`)
  )
  expect(failed.filter((count) => count === 1)).toHaveLength(1)
  expect(metrics).not.toContain('nobody would want')
  expect(valueOf(metrics, 'stageroute_budget_spent_usd')).toBeGreaterThan(0)
  expect(valueOf(metrics, 'stageroute_budget_reserved_usd')).toBe(0)
  expect(valueOf(metrics, 'stageroute_stage')).toBe(1)
  expect(valueOf(metrics, 'stageroute_model_deployed{model="a"}')).toBe(1)
  expect(valueOf(metrics, 'stageroute_overhead_seconds_count')).toBe(5)
  expect(valueOf(metrics, 'stageroute_budget_price')).toBe(0)
  // Names and units are those that Prometheus asks for.
  const names = [...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [
    name,
    type
  ])
  for (const [name, type] of names) {
    expect(name).toMatch(/^stageroute_[a-z_]+$/)
    expect(name).not.toMatch(/_(ms|milliseconds|microseconds)/)
    if (type === 'counter') expect(name).toMatch(/_total$/)
  }
})

test('a query that nobody answers is counted with its reason', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a')],
    fields: { budget: { usdPerQuery: 0, floatUsd: 0 } }
  })
  expect((await chat(gateway)).status).toBe(429)
  const metrics = await metricsOf(gateway)
  expect(valueOf(metrics, 'stageroute_refusals_total{reason="budgetExhausted"}')).toBe(1)
})
