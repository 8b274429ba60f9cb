import { eventText, isErrorEvent } from './sse'
import { isPresent, parseObject } from './fields'
import type { StreamWatch } from './stream-watch'
import { readUsage, type Usage } from './usage'

const DONE = '[DONE]'

/** A usage or an error that is something; as usage is asked for, every other chunk says that it is null. */
const tellsSomething = /"(?:usage|error)"\s*:\s*(?!null\b)\S/

/**
 * Watches a stream of chat completions. A chunk that carries usage and no choice is for the client only if it asked for it; usage in a chunk with choices is
 * read, and passed on. What is no JSON object is broken, and so is what comes after the end.
 *
 * Cost: the text of an event is searched once; only those with usage or an error are parsed.
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
    see: (event) => {
      const text = eventText(event)
      if (text === null) return 'pass'
      if (isComplete || isErrorEvent(event)) return 'broken'
      if (text === DONE) {
        isComplete = true
        return 'pass'
      }
      const mayTell = text.includes('"usage"') || text.includes('"error"')
      if (mayTell && tellsSomething.test(text)) return look(text)
      if (!(text.startsWith('{') && text.endsWith('}'))) return 'broken'
      hasBegun = true
      return 'pass'
    },
    usage: () => usage,
    isComplete: () => isComplete,
    hasBegun: () => hasBegun
  }
}
