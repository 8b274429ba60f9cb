import type { ChartKind } from '@stageroute/contracts'

/**
 * An option of echarts that is JSON: no functions, and colours are names of roles such as `@ink`, which a theme paints.
 *
 * @category chart
 * @since 0.1.0
 */
export type ChartOption = Readonly<Record<string, unknown>>

/**
 * Columns of numbers that options read as dataset; charts with the same `key` share them.
 *
 * @category chart
 * @since 0.1.0
 */
export interface ChartSource {
  readonly key: string
  readonly columns: Readonly<Record<string, ReadonlyArray<number | null>>>
}

/**
 * A chart before it is drawn. `name` serves as file name; `note` says what is drawn; `caseIndex` is the case it is of, null where it spans
 * the cases; `choice` tells charts of the same kind and case apart: a policy, or the settings that are held; `subject` is the case and the
 * choice in words, empty where there is nothing to tell apart.
 *
 * Unit: `height` in pixels, without a title and a legend.
 *
 * @category chart
 * @since 0.1.0
 */
export interface Chart {
  readonly name: string
  readonly kind: ChartKind
  readonly title: string
  readonly note: string
  readonly caseIndex: number | null
  readonly choice: string | null
  readonly subject: string
  readonly height: number
  readonly option: ChartOption
  readonly sources: ReadonlyArray<ChartSource>
}
