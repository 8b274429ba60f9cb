import type { Exchange } from '../serving/exchange'
import { readQuestion, readStreamed, readWhole, type ReadAnswer } from './answer-text'
import { askJudge } from './ask-judge'
import { giveFeedback } from './give-feedback'
import { makeJsonSignal, schemaOf } from './json-signal'

/** An answer that its client has had, for those who look at answers. */
export type SeenAnswer =
  | { readonly _tag: 'whole'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly _tag: 'streamed'; readonly seen: ReadonlyArray<Uint8Array> }

const json = makeJsonSignal()

/** Says what an answer was worth as far as that can be seen without its client: whether it was cut off, whether it is what was asked for, what a judge says. */
export const afterAnswer = (exchange: Exchange, answer: SeenAnswer): void => {
  const { gateway, id } = exchange
  // Nobody waits for it, and what goes wrong must not end the process.
  look(exchange, answer).catch((error: unknown) =>
    gateway.log.error({ problem: String(error), request: id }, 'an answer could not be looked at')
  )
}

const look = async (exchange: Exchange, answer: SeenAnswer): Promise<void> => {
  const { request, gateway } = exchange
  const { lengthStop, jsonSchema, judge } = gateway.setup.config.feedback
  if (request.kind === 'embeddings' || (lengthStop === null && !jsonSchema && judge === null))
    return
  const read =
    answer._tag === 'whole'
      ? readWhole(request.kind, answer.fields)
      : readStreamed(request.kind, answer.seen)
  const isWrong = jsonSchema && (await isOtherThanAsked(exchange, read))
  if (isWrong) return say(exchange, 'json-schema', 0)
  if (lengthStop !== null && read.isCutOff) return say(exchange, 'length-stop', lengthStop)
  if (judge === null || gateway.random() >= judge.share || read.text === '') return
  const asked = { question: readQuestion(request.fields), answer: read.text }
  const verdict = await askJudge(gateway, judge, asked)
  if (verdict !== null) say(exchange, 'judge', verdict)
}

const isOtherThanAsked = async ({ request }: Exchange, { text }: ReadAnswer): Promise<boolean> => {
  const schema = schemaOf(request.fields)
  return schema !== null && text !== '' && (await json.satisfies(schema, text)) === false
}

const say = ({ gateway, admitted }: Exchange, source: string, reward: number): void => {
  const { decision } = admitted
  const name = `${source} ${decision}`
  void giveFeedback(gateway, [{ decision, reward }], { caller: null, source, name })
}
