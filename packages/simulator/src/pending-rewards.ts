/**
 * Rewards on their way, as a binary heap by the query after which they come; of those that come together the earlier query is first.
 *
 * Cost: O(log pending) per reward; memory is that of the most that were ever on their way at once.
 */
export interface PendingRewards {
  /** When the next one comes; Infinity when none is on its way. */
  readonly nextDue: () => number
  readonly add: (due: number, query: number, arm: number, reward: number) => void
  /** Takes the next one out and hands it over. Requires: there is one. */
  readonly take: (hand: (query: number, arm: number, reward: number) => void) => void
}

interface Pending {
  readonly due: number
  readonly query: number
  readonly arm: number
  readonly reward: number
}

const isBefore = (a: Pending, b: Pending): boolean =>
  a.due < b.due || (a.due === b.due && a.query < b.query)

export const makePendingRewards = (): PendingRewards => {
  const heap: Array<Pending> = []
  const swap = (i: number, j: number): void => {
    const one = heap[i] as Pending
    heap[i] = heap[j] as Pending
    heap[j] = one
  }
  const rise = (from: number): void => {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1
      if (!isBefore(heap[i] as Pending, heap[parent] as Pending)) return
      swap(i, parent)
      i = parent
    }
  }
  const sink = (): void => {
    for (let i = 0; ;) {
      const left = 2 * i + 1
      if (left >= heap.length) return
      const right = left + 1
      const isRight = right < heap.length && isBefore(heap[right] as Pending, heap[left] as Pending)
      const first = isRight ? right : left
      if (!isBefore(heap[first] as Pending, heap[i] as Pending)) return
      swap(i, first)
      i = first
    }
  }
  return {
    nextDue: () => heap[0]?.due ?? Infinity,
    add: (due, query, arm, reward) => {
      heap.push({ due, query, arm, reward })
      rise(heap.length - 1)
    },
    take: (hand) => {
      const { query, arm, reward } = heap[0] as Pending
      const last = heap.pop() as Pending
      if (heap.length > 0) {
        heap[0] = last
        sink()
      }
      hand(query, arm, reward)
    }
  }
}
