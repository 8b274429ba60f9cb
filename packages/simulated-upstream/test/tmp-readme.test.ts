import * as E from 'fp-ts/Either'
import { makeStream } from '@stageroute/numeric'
import { questionOf, scoreOf, startSimulatedUpstream } from '@stageroute/simulated-upstream'
test('readme', async () => {
  const figures = { quality: 1, outputTokens: { mean: 4, spread: 0 }, firstMs: 0, perTokenMs: 0 }
  const models = [{ name: 'sure', ...figures, failureShare: 0 }]
  const started = await startSimulatedUpstream({ models, seed: 7, port: 0 })()
  const question = questionOf(makeStream(7, 'traffic'))

  const seen = { score: -1, outcome: '', output: 0 }
  if (E.isRight(started)) {
    const { url, account, close } = started.right
    const messages = [{ role: 'user', content: question.text }]
    const body = JSON.stringify({ model: 'sure', messages })
    const response = await fetch(`${url}/chat/completions`, { method: 'POST', body })
    const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] }
    seen.score = scoreOf(question, choices[0].message.content)
    for (const { outcome, output } of account()) Object.assign(seen, { outcome, output })
    await close()
  }
  expect(seen).toEqual({ score: 1, outcome: 'answered', output: 4 })
})
