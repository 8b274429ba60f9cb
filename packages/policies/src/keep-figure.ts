import { invalidSnapshot } from '@stageroute/estimators'
import { keepNumbers, type Kept } from './kept'

/** A single number, such as a price, that lies in a range. */
export const keepFigure = (
  name: string,
  [least, most]: readonly [number, number],
  read: () => number,
  write: (value: number) => void
): Kept =>
  keepNumbers({
    layout: { kind: name, version: 1, figures: ['value'], columns: [], lengthOf: () => 0 },
    read: () => ({ figures: { value: read() }, columns: {} }),
    findProblem: ({ figures: { value = NaN } }) =>
      value >= least && value <= most
        ? undefined
        : invalidSnapshot('figures.value', `${value} is not between ${least} and ${most}`),
    write: ({ figures }) => write(figures['value'] ?? 0)
  })
