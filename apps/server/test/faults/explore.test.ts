import { request } from 'node:http'
import { answersIn, connectTo, headOf } from './raw-client'
import { question } from './asking'
import { startFaulty } from './start-faulty'
jest.setTimeout(60000)
const streamBody = JSON.stringify({ ...question, stream: true })
test('x', async () => {
  const { gateway } = await startFaulty()
  const auth = `Authorization: Bearer ${gateway.keys.call}`
  const post = 'POST /v1/chat/completions HTTP/1.1'
  const out: string[] = []
  const client = await connectTo(gateway)
  client.write(headOf(post.replace('1.1', '1.0'), auth, `content-length: ${streamBody.length}`) + streamBody)
  out.push((await client.closed).slice(0, 600), (await client.closed).slice(-300))
  // uploads
  for (const [name, key] of [['413', gateway.keys.call], ['401', 'nope']] as const)
    for (const chunked of [false, true]) for (const size of [300_000, 5_000_000, 50_000_000]) {
      const result = await new Promise<string>((resolve) => {
        const req = request(`${gateway.url}/v1/chat/completions`, { method: 'POST', agent: false, headers: { authorization: `Bearer ${key}`, ...(chunked ? {} : { 'content-length': size }) } }, (res) => {
          let text = ''
          res.on('data', (c) => (text += c)); res.on('end', () => resolve(`${res.statusCode} ${text}`)); res.on('error', (e) => resolve(`body error ${e.message} ${text}`))
        })
        req.on('error', (e) => resolve(`error ${e.message}`))
        let sent = 0
        const piece = Buffer.alloc(100_000, 32)
        const go = () => { while (sent < size) { sent += piece.length; if (!req.write(piece)) { req.once('drain', go); return } } req.end() }
        go()
      })
      out.push(`${name} chunked=${chunked} ${size}: ${result}`)
      const viaFetch = await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: chunked ? new ReadableStream({ start(c) { for (let i = 0; i < size; i += 100000) c.enqueue(Buffer.alloc(100000, 32)); c.close() } }) : Buffer.alloc(size, 32), ...(chunked ? { duplex: 'half' } : {}) } as RequestInit).then(async (r) => `${r.status} ${await r.text()}`, (e) => `error ${e.message} ${e.cause?.code} ${e.cause?.message}`)
      out.push(`   fetch: ${viaFetch}`)
    }
  process.stdout.write(out.join('\n') + '\n' + gateway.logged.join('') + '\n')
  void answersIn
})
