import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { allOperations } from '../../src/http/api-description'
import { openApiDocument } from '../../src/http/openapi'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway } from '../running/start-gateway'

/** The validator is a module of the newer kind, which the test runner does not load. */
const validation = `
  import { Validator } from '@seriousme/openapi-schema-validator'
  import { readFileSync } from 'node:fs'
  const result = await new Validator().validate(JSON.parse(readFileSync(0, 'utf8')))
  console.log(JSON.stringify(result))`

const validate = (document: unknown): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', validation], {
      cwd: join(__dirname, '..', '..'),
      input: JSON.stringify(document),
      encoding: 'utf8'
    })
  )

test('the description is one of OpenAPI 3.1', () => {
  expect(validate(openApiDocument('1.2.3'))).toMatchObject({ valid: true })
  expect(validate({ ...openApiDocument('1.2.3'), paths: 7 })).toMatchObject({ valid: false })
})

test('whatever is described is there, for those it says, and asks others for a key', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({ upstreams: { u: url }, models: [modelAt('u', 'a')] })
  const answer = await fetch(`${gateway.url}/openapi.json`)
  const {
    paths,
    info: { description }
  } = (await answer.json()) as { paths: object; info: { description: string } }
  expect(description).toContain('OpenAI-compatible')
  expect(Object.keys(paths)).toEqual([...new Set(allOperations.map(({ path }) => path))])
  for (const { method, path, roles } of allOperations) {
    const asked = await fetch(gateway.url + path.replace(/\{\w+\}/, 'nobody'), {
      method: method.toUpperCase()
    })
    await asked.text()
    expect(`${method} ${path} ${asked.status}`).toBe(
      `${method} ${path} ${roles.length === 0 ? 200 : 401}`
    )
  }
})
