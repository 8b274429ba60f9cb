/** Which model gave a response: one that goes on from it can only be asked of the same. */
export interface ResponseOwners {
  readonly note: (response: unknown, model: string) => void
  /** The model of a response; null where nobody knows. */
  readonly of: (response: unknown) => string | null
}

/** Responses that are remembered; the oldest are forgotten first. */
const MOST = 20_000
const LONGEST_ID = 200

/** Returns a memory of responses. */
export const makeResponseOwners = (): ResponseOwners => {
  const models = new Map<string, string>()
  return {
    note: (response, model) => {
      if (typeof response !== 'string' || response.length > LONGEST_ID) return
      models.set(response, model)
      const [oldest] = models.keys()
      if (models.size > MOST && oldest !== undefined) models.delete(oldest)
    },
    of: (response) => (typeof response === 'string' ? (models.get(response) ?? null) : null)
  }
}

/** The id of a response, in the last event of its stream. */
export const responseIdIn = (event: string | null): unknown => {
  try {
    const { response } = JSON.parse(event ?? '{}') as {
      readonly response?: { readonly id?: unknown }
    }
    return response?.id
  } catch {
    return null
  }
}
