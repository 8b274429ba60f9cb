export { apiErrors, errorHeaders, toEnvelope, type ApiError, type ErrorEnvelope } from './api-error'
export {
  admits,
  makeBreaker,
  recordFailure,
  recordNothing,
  recordSuccess,
  type Breaker,
  type BreakerRule
} from './breaker'
export { costOf, mostOf, type Price } from './price-book'
export { isRetryable, readRetryAfter, retryDelay, type RetryRule } from './retry'
export { eventText, makeEventSplitter, writeEvent, type EventSplitter } from './sse'
export { readUsage, type Usage } from './usage'
export type { StreamWatch } from './stream-watch'
export { watchChat } from './watch-chat'
export { watchResponses } from './watch-responses'
