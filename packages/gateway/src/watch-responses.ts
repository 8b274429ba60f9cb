import { fieldsOf, parseObject } from './fields'
import { eventText, isErrorEvent } from './sse'
import type { StreamWatch } from './stream-watch'
import { readUsage, type Usage } from './usage'

/** Events with which a response ends; each carries the response, with what it used. */
const ends: ReadonlySet<unknown> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed'
])

/** What every one of those has in it; a text may have it too. */
const endMark = /"response\.(?:completed|incomplete|failed)"/

/**
 * Watches a stream of the responses API, whose last event is the whole response with its usage. An `error` event, what is no JSON object and what comes after
 * the end is broken.
 *
 * Cost: the text of an event is searched once; only the last one is parsed.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { watchResponses, writeEvent } from '@stageroute/gateway'
 *
 * const watch = watchResponses()
 * watch.see(writeEvent('response.output_text.delta', '{"type":"response.output_text.delta","delta":"Hi"}')) // => 'pass'
 * watch.isComplete() // => false
 */
export const watchResponses = (): StreamWatch => {
  let usage: Usage | null = null
  let isComplete = false
  let hasBegun = false
  return {
    see: (event) => {
      const data = eventText(event)
      if (data === null) return 'pass'
      if (isComplete || isErrorEvent(event)) return 'broken'
      if (!(data.startsWith('{') && data.endsWith('}'))) return 'broken'
      hasBegun = true
      if (!endMark.test(data)) return 'pass'
      const chunk = parseObject(data)
      if (chunk === null) return 'broken'
      if (!ends.has(chunk['type'])) return 'pass'
      usage = readUsage(fieldsOf(chunk['response'])['usage'])
      isComplete = true
      return 'pass'
    },
    usage: () => usage,
    isComplete: () => isComplete,
    hasBegun: () => hasBegun
  }
}
