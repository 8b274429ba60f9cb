import { viewOf } from './bytes'
import { eventText, isErrorEvent } from './sse'
import { isPresent, parseObject } from './fields'
import type { StreamWatch } from './stream-watch'
import { readUsage, type Usage } from './usage'

const DONE = '[DONE]'

/** Bytes that tell an event which has to be looked into from one that only goes by. */
const usageMark = Buffer.from('"usage"')
const errorMark = Buffer.from('"error"')
const doneMark = Buffer.from(DONE)

/**
 * Watches a stream of chat completions. A chunk that carries usage and no choice is for the client only if it asked for it; usage in a chunk with choices is
 * read, and passed on. What is no JSON object is broken, and so is what comes after the end.
 *
 * Cost: one search through the bytes of an event; only those with usage, an error or the end are parsed.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { watchChat, writeEvent } from '@stageroute/gateway'
 *
 * const watch = watchChat({ wantsUsage: false })
 * watch.see(writeEvent('', '{"choices":[{"delta":{"content":"Hi"}}],"usage":null}')) // => 'pass'
 * watch.see(writeEvent('', '{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}')) // => 'drop'
 * watch.usage()?.input // => 3
 */
export const watchChat = ({ wantsUsage }: { readonly wantsUsage: boolean }): StreamWatch => {
  let usage: Usage | null = null
  let isComplete = false
  let hasBegun = false
  const look = (data: string): 'pass' | 'drop' | 'broken' => {
    const chunk = parseObject(data)
    if (chunk === null || isPresent(chunk['error'])) return 'broken'
    const found = readUsage(chunk['usage'])
    if (isPresent(chunk['usage']) && found === null) return 'broken'
    usage = found ?? usage
    const { choices } = chunk
    const isOnlyUsage = found !== null && (!Array.isArray(choices) || choices.length === 0)
    if (!isOnlyUsage) hasBegun = true
    return isOnlyUsage && !wantsUsage ? 'drop' : 'pass'
  }
  return {
    see: (bytes) => {
      const event = viewOf(bytes)
      if (isComplete) return eventText(event) === null ? 'pass' : 'broken'
      if (event.includes(doneMark) && eventText(event) === DONE) {
        isComplete = true
        return 'pass'
      }
      if (isErrorEvent(event)) return 'broken'
      if (event.includes(usageMark) || event.includes(errorMark)) {
        const data = eventText(event)
        return data === null ? 'pass' : look(data)
      }
      const kind = kindOf(event)
      if (kind === 'object') hasBegun = true
      return kind === 'neither' ? 'broken' : 'pass'
    },
    usage: () => usage,
    isComplete: () => isComplete,
    hasBegun: () => hasBegun
  }
}

/** An event whose data begins and ends like an object, one without data, or neither. */
const kindOf = (event: Buffer): 'object' | 'comment' | 'neither' => {
  const data = eventText(event)
  if (data === null) return 'comment'
  return data.startsWith('{') && data.endsWith('}') ? 'object' : 'neither'
}
