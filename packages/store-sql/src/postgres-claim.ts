import type { Pool } from 'pg'

/** What a schema is claimed by. */
const CLAIMED = 7_337_002

/** A schema that no other process may use as long as its connection lives. */
export interface Claim {
  /** Whether it is still ours: with its connection it is lost, and another process may have it. */
  readonly isHeld: () => boolean
  readonly release: () => void
}

/** Claims a schema for this process; null where another one has it. The claim has a connection of the pool to itself. */
export const claimSchema = async (pool: Pool, schema: string): Promise<Claim | null> => {
  const client = await pool.connect()
  let isHeld = true
  const lose = (): void => void (isHeld = false)
  client.on('error', lose)
  client.on('end', lose)
  const { rows } = await client.query<{ readonly ours: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as ours',
    [CLAIMED, schema]
  )
  if (rows[0]?.ours === true) return { isHeld: () => isHeld, release: () => client.release(true) }
  client.release()
  return null
}
