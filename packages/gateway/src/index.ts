export { apiErrors, errorHeaders, toEnvelope, type ApiError, type ErrorEnvelope } from './api-error'
export {
  readChatRequest,
  readEmbeddingsRequest,
  readResponsesRequest,
  type Capability,
  type ClientRequest
} from './requests'
export { costOf, mostOf, type Price } from './price-book'
export { isRetryable, readRetryAfter, retryDelay, type RetryRule } from './retry'
export { eventText, makeEventSplitter, writeEvent, type EventSplitter } from './sse'
export { readUsage, type Usage } from './usage'
export type { StreamWatch } from './stream-watch'
export { watchChat } from './watch-chat'
export { watchResponses } from './watch-responses'
export { readBaseUrl, type BaseUrl } from './base-url'
export {
  openUpstream,
  type AnswerHeaders,
  type AnswerListener,
  type Flight,
  type Upstream,
  type UpstreamCall,
  type UpstreamSettings
} from './upstream'
export type { UpstreamFailure } from './upstream-failure'
export { makeApiKey, readKeyId, type ApiKey } from './api-key'
export { hashKey, isKeyOf, type KeyHash } from './key-hash'
export { makeKeyRing, type KeyCheck, type KeyRing } from './key-ring'
export { decodeText, parseBody, parseText } from './parse-body'
export { writeUpstreamBody } from './upstream-body'
