import { makeSnapshot, type Snapshot, type SnapshotLayout } from '@stageroute/estimators'

/** A snapshot as it comes back from a file. */
export interface Kept {
  kind: string
  version: number
  figures: Record<string, number>
  columns: Record<string, Array<number>>
  checksum: number
}

export const keptOf = (snapshot: Snapshot): Kept => JSON.parse(JSON.stringify(snapshot)) as Kept

/** Gives changed content the checksum it should have, so that only the content is wrong. */
export const resealed = ({ kind, version, figures, columns }: Kept): Snapshot => {
  const layout: SnapshotLayout = {
    kind,
    version,
    figures: Object.keys(figures),
    columns: Object.keys(columns),
    lengthOf: (_, column) => columns[column].length
  }
  const lists = Object.entries(columns).map(([name, list]) => [name, Float64Array.from(list)])
  return makeSnapshot(layout, figures, Object.fromEntries(lists) as Record<string, Float64Array>)
}
