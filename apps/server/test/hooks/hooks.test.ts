import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { administer } from '../running/administration'
import { afterwards } from '../running/afterwards'
import { sendJson, startRecording } from '../running/start-recording'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway } from '../running/start-gateway'
import { until } from '../running/until'

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'stageroute-hooks-'))
  afterwards(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const one = { maxDeployed: 1, isManual: true }

const applied = async (gateway: Parameters<typeof administer>[0], deployed: string) => {
  const planned = await administer(gateway, 'POST', 'stages/plan')
  const { plan } = (await planned.json()) as { plan: object }
  return administer(gateway, 'POST', 'stages/apply', {
    plan: { ...plan, deployed: [deployed] } as never
  })
}

test('a command starts a model before it is deployed, and stops it afterwards', async () => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  const file = join(folder(), 'log')
  const script = `require('fs').appendFileSync(${JSON.stringify(file)}, process.env.STAGEROUTE_ACTION + ' ' + process.env.STAGEROUTE_MODEL + (process.env.SECRET ?? '') + '\\n')`
  const hook = { command: [process.execPath, '-e', script] }
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a'), modelAt('u', 'b', { hooks: { start: hook, stop: hook } })],
    fields: { stages: one },
    surroundings: { env: { ...process.env, SECRET: 'not for commands' } }
  })
  expect((await applied(gateway, 'b')).status).toBe(200)
  expect(readFileSync(file, 'utf8')).toBe('start b\n')
  expect((await applied(gateway, 'a')).status).toBe(200)
  await until(() => (readFileSync(file, 'utf8') === 'start b\nstop b\n' ? true : null))
})

test('a webhook is signed, and a model gets no queries before it is ready', async () => {
  const upstream = await startRecording((_, response) => sendJson(response, 200, {}))
  const { url } = await startSimulated([instant('a'), instant('b')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [
      modelAt('u', 'a'),
      modelAt('u', 'b', {
        hooks: {
          start: { url: `${upstream.url}/start`, secretEnv: 'HOOK_SECRET' },
          readyPath: '/models'
        }
      })
    ],
    fields: { stages: one },
    surroundings: { env: { HOOK_SECRET: 'shh' } }
  })
  expect((await applied(gateway, 'b')).status).toBe(200)
  const [call] = upstream.calls
  const body = JSON.stringify(call?.body)
  expect(call?.body).toMatchObject({ action: 'start', model: 'b' })
  expect(call?.headers['x-stageroute-signature']).toBe(
    `sha256=${createHmac('sha256', 'shh').update(body).digest('hex')}`
  )
})

test.each([
  ['that cannot be started', { start: { command: ['/no/such/program'] } }, 'cannot be started'],
  ['that is never ready', { readyPath: '/nowhere', readyMs: 1 }, 'not ready after 1 ms']
])('a model %s is not deployed', async (_, hooks, problem) => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a'), modelAt('u', 'b', { hooks })],
    fields: { stages: one }
  })
  const refused = await applied(gateway, 'b')
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({
    detail: expect.stringContaining(problem) as string
  })
})
