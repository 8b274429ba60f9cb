import { OpenAI, type ClientOptions } from 'openai'
import type { RunningGateway } from '../running/start-gateway'

/** Returns the client of OpenAI, as it is published, for a gateway. It tries nothing again unless it is told to. */
export const openaiFor = (
  { url, keys }: Pick<RunningGateway, 'url' | 'keys'>,
  options: ClientOptions = {}
): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: keys.call, maxRetries: 0, ...options })

/** Returns messages of a chat in which the user says something. */
export const saying = (
  content: string
): Array<{ readonly role: 'user'; readonly content: string }> => [{ role: 'user', content }]
