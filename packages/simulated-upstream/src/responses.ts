import { piecesOf, type Answer } from './answer'
import type { Ask } from './ask'
import { closingPiece, openingPiece, textPiece, type Piece } from './piece'
import type { Stamp } from './stamp'
import { responsesUsage, type Usage } from './usage'

/** What changes of a response while it is made. */
interface Progress {
  readonly status: 'in_progress' | 'completed' | 'incomplete'
  readonly output: string
  readonly usage: string
}

const responseOf = ({ fields }: Ask, stamp: Stamp, { status, output, usage }: Progress): string => {
  const most = Number(fields['max_output_tokens'] ?? 0)
  const reason = status === 'incomplete' ? '{"reason":"max_output_tokens"}' : 'null'
  return `{"id":"resp_${stamp.id}","object":"response","created_at":${stamp.created},"status":"${status}","error":null,"incomplete_details":${reason},"instructions":${JSON.stringify(fields['instructions'] ?? null)},"max_output_tokens":${most === 0 ? 'null' : most},"model":${stamp.name},"output":[${output}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":false,"temperature":1,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1,"truncation":"disabled","usage":${usage},"user":null,"metadata":{}}`
}

const partOf = (text: string): string =>
  `{"type":"output_text","text":${JSON.stringify(text)},"annotations":[],"logprobs":[]}`

const itemOf = ({ id }: Stamp, status: Progress['status'], content: string): string =>
  `{"id":"msg_${id}","type":"message","status":"${status}","role":"assistant","content":[${content}]}`

const endOf = (ask: Ask, { text, isCut }: Answer, usage: Usage, stamp: Stamp): Progress => {
  const status = isCut ? 'incomplete' : 'completed'
  return {
    status,
    output: itemOf(stamp, status, partOf(text)),
    usage: responsesUsage(ask.fault, usage)
  }
}

/** The body of a response. */
export const responsesBody = (ask: Ask, answer: Answer, usage: Usage, stamp: Stamp): string =>
  responseOf(ask, stamp, endOf(ask, answer, usage, stamp))

/** Writes events with rising sequence numbers. */
const eventWriter = (): ((type: string, fields: string) => string) => {
  let next = 0
  return (type, fields) =>
    `event: ${type}\ndata: {"type":"${type}","sequence_number":${next++},${fields}}\n\n`
}

/** The events of a response that is streamed. */
export function* responsesPieces(
  ask: Ask,
  answer: Answer,
  usage: Usage,
  stamp: Stamp
): Generator<Piece> {
  const { reasoning, text } = answer
  const write = eventWriter()
  const place = `"item_id":"msg_${stamp.id}","output_index":0,"content_index":0`
  const begun = responseOf(ask, stamp, { status: 'in_progress', output: '', usage: 'null' })
  yield openingPiece(write('response.created', `"response":${begun}`), reasoning)
  const item = itemOf(stamp, 'in_progress', '')
  yield openingPiece(write('response.output_item.added', `"output_index":0,"item":${item}`))
  yield openingPiece(write('response.content_part.added', `${place},"part":${partOf('')}`))
  for (const piece of piecesOf(answer)) {
    const delta = `${place},"delta":${JSON.stringify(piece.text)},"logprobs":[]`
    const waitMs = ask.figures.perTokenMs * piece.tokens
    yield textPiece(write('response.output_text.delta', delta), piece.tokens, waitMs)
  }
  const end = endOf(ask, answer, usage, stamp)
  const closing: ReadonlyArray<readonly [string, string]> = [
    ['response.output_text.done', `${place},"text":${JSON.stringify(text)},"logprobs":[]`],
    ['response.content_part.done', `${place},"part":${partOf(text)}`],
    ['response.output_item.done', `"output_index":0,"item":${end.output}`]
  ]
  for (const [type, fields] of closing) yield closingPiece(write(type, fields))
  const last = write(`response.${end.status}`, `"response":${responseOf(ask, stamp, end)}`)
  yield closingPiece(last, ask.fault._tag !== 'no-usage')
}
