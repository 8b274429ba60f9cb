/** Which arm a conversation is with; those that were quiet the longest are forgotten first. */
export interface Homes {
  readonly armOf: Map<string, number>
}

const MOST = 10_000

export const makeHomes = (): Homes => ({ armOf: new Map() })

/** The arm of a conversation, or -1. */
export const homeOf = ({ armOf }: Homes, conversation: string | null): number =>
  conversation === null ? -1 : (armOf.get(conversation) ?? -1)

/** Notes where a conversation is now. */
export const moveHome = ({ armOf }: Homes, conversation: string | null, arm: number): void => {
  if (conversation === null) return
  armOf.delete(conversation)
  armOf.set(conversation, arm)
  const [oldest] = armOf.keys()
  if (armOf.size > MOST && oldest !== undefined) armOf.delete(oldest)
}
