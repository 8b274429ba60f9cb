const INSERTION_LIMIT = 24

/**
 * Tells whether index `a` comes before `b`: greater key first, then smaller tie key, then smaller index. A strict total order, so no
 * result depends on a sort's stability.
 */
const comesBefore = (key: Float64Array, tie: Float64Array, a: number, b: number): boolean => {
  if (key[a] !== key[b]) return key[a] > key[b]
  if (tie[a] !== tie[b]) return tie[a] < tie[b]
  return a < b
}

const insertionSort = (
  order: Int32Array,
  from: number,
  to: number,
  key: Float64Array,
  tie: Float64Array
): void => {
  for (let i = from + 1; i < to; i++) {
    const moved = order[i]
    let j = i - 1
    while (j >= from && comesBefore(key, tie, moved, order[j])) {
      order[j + 1] = order[j]
      j--
    }
    order[j + 1] = moved
  }
}

const swap = (order: Int32Array, i: number, j: number): void => {
  const kept = order[i]
  order[i] = order[j]
  order[j] = kept
}

/** Moves the median of first, middle and last to `from`, so that sorted input does not degrade. */
const placePivot = (
  order: Int32Array,
  from: number,
  to: number,
  key: Float64Array,
  tie: Float64Array
): void => {
  const middle = (from + to) >>> 1
  const last = to - 1
  if (comesBefore(key, tie, order[middle], order[from])) swap(order, middle, from)
  if (comesBefore(key, tie, order[last], order[from])) swap(order, last, from)
  if (comesBefore(key, tie, order[last], order[middle])) swap(order, last, middle)
  swap(order, from, middle)
}

/** Lomuto partition of `[from, to)` around its pivot; returns the pivot's final position. */
const partition = (
  order: Int32Array,
  from: number,
  to: number,
  key: Float64Array,
  tie: Float64Array
): number => {
  placePivot(order, from, to, key, tie)
  const pivot = order[from]
  const pivotKey = key[pivot]
  let boundary = from
  for (let i = from + 1; i < to; i++) {
    const index = order[i]
    const own = key[index]
    // Keys seldom tie: one comparison decides almost all.
    if (own < pivotKey || (own === pivotKey && !comesBefore(key, tie, index, pivot))) continue
    order[i] = order[++boundary]
    order[boundary] = index
  }
  swap(order, from, boundary)
  return boundary
}

/**
 * Rearranges `order` so that its prefix holds, in any order, the best indices whose weights first reach `target`, the index that
 * reaches it standing right after the better ones. Returns the prefix length, or -1 when all weights together stay below `target`.
 *
 * Best means greater `key`, then smaller `tie`, then smaller index.
 *
 * Shape: `order` holds a permutation of the `size` indices to choose from; `key`, `tie`, `weight` are indexed by its entries.
 * Requires: finite keys, positive weights; a target as large as all weights together needs a tolerance for the rounding of their sum.
 * Cost: O(size) expected (weighted quickselect), insertion sort below 25; no allocation.
 * Source: C. A. R. Hoare, Algorithm 65: Find, Comm. ACM 4 (1961), here by weight.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { selectByWeightInto } from '@stageroute/numeric'
 *
 * const order = Int32Array.of(0, 1, 2)
 * const weight = Float64Array.of(0.5, 0.5, 0.5)
 * selectByWeightInto(Float64Array.of(1, 3, 2), weight, weight, 0.75, 3, order) // => 2
 * Array.from(order.subarray(0, 2)) // => [1, 2]
 */
export const selectByWeightInto = (
  key: Float64Array,
  tie: Float64Array,
  weight: Float64Array,
  target: number,
  size: number,
  order: Int32Array
): number => {
  let from = 0
  let to = size
  let missing = target
  while (to - from > INSERTION_LIMIT) {
    const pivot = partition(order, from, to, key, tie)
    let gathered = 0
    for (let i = from; i < pivot; i++) gathered += weight[order[i]]
    if (gathered >= missing) to = pivot
    else if (gathered + weight[order[pivot]] >= missing) return pivot + 1
    else {
      missing -= gathered + weight[order[pivot]]
      from = pivot + 1
    }
  }
  insertionSort(order, from, to, key, tie)
  for (let i = from; i < to; i++) {
    missing -= weight[order[i]]
    if (missing <= 0) return i + 1
  }
  // Summed in another order the range did reach the target: only rounding is missing.
  return to < size ? to : -1
}

/**
 * Sorts the first `size` entries of `order`: greater key first, then smaller tie key, then smaller index.
 *
 * Shape: `order` holds distinct indices into `key` and `tie`.
 * Cost: O(size log size) expected, no allocation.
 *
 * @category kernel
 * @since 0.1.0
 * @example
 * import { sortByKeyInto } from '@stageroute/numeric'
 *
 * const order = Int32Array.of(0, 1, 2)
 * sortByKeyInto(Float64Array.of(1, 1, 5), Float64Array.of(9, 4, 7), 3, order)
 * Array.from(order) // => [2, 1, 0]
 */
export const sortByKeyInto = (
  key: Float64Array,
  tie: Float64Array,
  size: number,
  order: Int32Array
): void => sortRange(order, 0, size, key, tie)

const sortRange = (
  order: Int32Array,
  from: number,
  to: number,
  key: Float64Array,
  tie: Float64Array
): void => {
  let low = from
  let high = to
  while (high - low > INSERTION_LIMIT) {
    const pivot = partition(order, low, high, key, tie)
    // Recursing into the smaller side keeps the depth logarithmic.
    if (pivot - low < high - pivot) {
      sortRange(order, low, pivot, key, tie)
      low = pivot + 1
    } else {
      sortRange(order, pivot + 1, high, key, tie)
      high = pivot
    }
  }
  insertionSort(order, low, high, key, tie)
}
