import { piecesOf, type Answer, type TextPiece } from './answer'
import type { Ask } from './ask'
import { closingPiece, openingPiece, textPiece, type Piece } from './piece'
import type { Stamp } from './stamp'
import { chatUsage, type Usage } from './usage'

const finishOf = ({ isCut, call }: Answer): string =>
  isCut ? 'length' : call === null ? 'stop' : 'tool_calls'

const callId = ({ id }: Stamp, index: number): string => `call_${id}_${index}`

const choiceOf = (stamp: Stamp, answer: Answer, index: number): string => {
  const { text, call } = answer
  const json = JSON.stringify(text)
  const message =
    call === null
      ? `{"role":"assistant","content":${json},"refusal":null}`
      : `{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"${callId(stamp, index)}","type":"function","function":{"name":${JSON.stringify(call)},"arguments":${json}}}]}`
  return `{"index":${index},"message":${message},"logprobs":null,"finish_reason":"${finishOf(answer)}"}`
}

/** The body of a chat completion. */
export const chatBody = (
  { fault }: Ask,
  answers: ReadonlyArray<Answer>,
  usage: Usage,
  stamp: Stamp
): string => {
  let choices = ''
  for (let index = 0; index < answers.length; index++) {
    const answer = answers[index]
    if (answer !== undefined) choices += (index > 0 ? ',' : '') + choiceOf(stamp, answer, index)
  }
  const told = fault._tag === 'no-usage' ? '' : `,"usage":${chatUsage(fault, usage)}`
  return `{"id":"chatcmpl-${stamp.id}","object":"chat.completion","created":${stamp.created},"model":${stamp.name},"choices":[${choices}]${told},"service_tier":"default","system_fingerprint":null}`
}

/** Writes a chunk with choices, and usage where there is some to tell, be it null. */
type WriteChunk = (choices: string, usage: string | null) => string

const chunkWriter = ({ id, created, name }: Stamp): WriteChunk => {
  const head = `data: {"id":"chatcmpl-${id}","object":"chat.completion.chunk","created":${created},"model":${name},"service_tier":"default","system_fingerprint":null,"choices":[`
  return (choices, usage) => `${head}${choices}]${usage === null ? '' : `,"usage":${usage}`}}\n\n`
}

const deltaOf = (index: number, delta: string): string =>
  `{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":null}`

const openingDelta = ({ call }: Answer, stamp: Stamp, index: number): string =>
  call === null
    ? '{"role":"assistant","content":"","refusal":null}'
    : `{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"${callId(stamp, index)}","type":"function","function":{"name":${JSON.stringify(call)},"arguments":""}}]}`

const textDelta = ({ call }: Answer, text: string): string => {
  const json = JSON.stringify(text)
  return call === null
    ? `{"content":${json}}`
    : `{"tool_calls":[{"index":0,"function":{"arguments":${json}}}]}`
}

interface Telling {
  readonly index: number
  readonly answer: Answer
  readonly pieces: Iterator<TextPiece>
}

/** One piece of every choice in turn, as they are told side by side. */
function* roundsOf(answers: ReadonlyArray<Answer>): Generator<[Telling, TextPiece, boolean]> {
  let open = answers.map((answer, index) => ({ index, answer, pieces: piecesOf(answer) }))
  while (open.length > 0) {
    const left: Array<(typeof open)[number]> = []
    let isFirst = true
    for (const telling of open) {
      const next = telling.pieces.next()
      if (next.done === true) continue
      left.push(telling)
      yield [telling, next.value, isFirst]
      isFirst = false
    }
    open = left
  }
}

/** The events of a chat completion that is streamed. */
export function* chatPieces(
  ask: Ask,
  answers: ReadonlyArray<Answer>,
  usage: Usage,
  stamp: Stamp
): Generator<Piece> {
  const { fault, figures } = ask
  const wantsUsage = ask.wantsUsage && fault._tag !== 'no-usage'
  const isWithChoices = fault._tag === 'usage-with-choices'
  const write = chunkWriter(stamp)
  const noUsage = wantsUsage ? 'null' : null
  for (const [index, answer] of answers.entries()) {
    const text = write(deltaOf(index, openingDelta(answer, stamp, index)), noUsage)
    yield openingPiece(text, answer.reasoning)
  }
  for (const [{ index, answer }, piece, isFirst] of roundsOf(answers)) {
    const waitMs = isFirst ? figures.perTokenMs * piece.tokens : 0
    const text = write(deltaOf(index, textDelta(answer, piece.text)), noUsage)
    yield textPiece(text, piece.tokens, waitMs)
  }
  const told = chatUsage(fault, usage)
  for (const [index, answer] of answers.entries()) {
    const tellsUsage = isWithChoices && index === answers.length - 1
    const choice = `{"index":${index},"delta":{},"logprobs":null,"finish_reason":"${finishOf(answer)}"}`
    yield closingPiece(write(choice, tellsUsage ? told : noUsage), tellsUsage)
  }
  if (wantsUsage && !isWithChoices) yield closingPiece(write('', told), true)
  yield closingPiece('data: [DONE]\n\n')
}
