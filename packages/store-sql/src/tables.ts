/** Positions and times are numbers in SQLite, and texts that hold numbers from PostgreSQL's driver. */
export type Whole = number | string

/** The tables of a store, as the last migration leaves them. */
export interface Tables {
  readonly stageroute_events: {
    readonly position: Whole
    readonly kind: string
    readonly key: string | null
    readonly at: Whole
    readonly body: string
  }
  readonly stageroute_snapshots: {
    readonly name: string
    readonly position: Whole
    readonly body: string
  }
}
