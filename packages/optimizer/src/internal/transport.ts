import { tolerance } from '@stageroute/numeric'

/**
 * The transportation problem behind a contextual mix at one budget price: contexts send their weight to arms, arms take up to their capacity,
 * `max sum gain.flow  s.t.  sum_m flow_gm = weight_g, sum_g flow_gm <= capacity_m`.
 *
 * Successive shortest paths: a context's mass goes to the arm where it gains most after the arm's price, which is what making room there costs:
 * other contexts' mass moves on, arm by arm, to one that has room left. Paths live on the arms alone, because an arc from one arm to another is the
 * best move among the contexts with mass there. After each path the flow is the best for the mass sent so far and the prices certify it.
 *
 * Source: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, _Network Flows_, 1993, section 9.7; with potentials, so that no arc is negative.
 */
export interface Transport {
  readonly contexts: number
  readonly size: number
  readonly weight: Float64Array
  readonly capacity: Float64Array
  readonly gain: Float64Array
  readonly flow: Float64Array
  /** Room left at each arm. */
  readonly room: Float64Array
  /** Capacity prices: zero where there is room. */
  readonly price: Float64Array
  /** By how much the price of each arm rises in the path search at hand, and whether that is final. */
  readonly rise: Float64Array
  readonly isSettled: Uint8Array
  /** The next arm on the path from each arm to one with room, -1 where there is room, and the context that is moved along. */
  readonly next: Int32Array
  readonly mover: Int32Array
  /** The best move from arm to arm, arm-major: its gain and its context. */
  readonly moveGain: Float64Array
  readonly moveContext: Int32Array
}

export const makeTransport = (
  contexts: number,
  size: number,
  weight: Float64Array,
  capacity: Float64Array
): Transport => ({
  contexts,
  size,
  weight,
  capacity,
  gain: new Float64Array(contexts * size),
  flow: new Float64Array(contexts * size),
  room: new Float64Array(size),
  price: new Float64Array(size),
  rise: new Float64Array(size),
  isSettled: new Uint8Array(size),
  next: new Int32Array(size),
  mover: new Int32Array(size),
  moveGain: new Float64Array(size * size),
  moveContext: new Int32Array(size * size)
})

/**
 * Sends every context's weight at the current gains; leaves flow and prices.
 *
 * Requires: capacities that sum to one or more, up to rounding.
 * Cost: about contexts + size paths of O(size^2 + contexts size) each, longer paths more.
 */
export const sendAll = (transport: Transport): void => {
  const { contexts, size, weight, capacity, flow, room, price, moveGain } = transport
  flow.fill(0)
  price.fill(0)
  moveGain.fill(-Infinity)
  for (let m = 0; m < size; m++) room[m] = capacity[m]
  for (let g = 0; g < contexts; g++) {
    let remaining = weight[g]
    while (remaining > tolerance.share) {
      findPaths(transport)
      const sent = sendAlongBestPath(transport, g, remaining)
      // Only capacities that sum to one up to rounding can leave a context without room.
      if (sent <= 0) break
      remaining -= sent
    }
  }
}

/** Dijkstra from the arms with room, over the best moves at reduced lengths; raises the prices to the lengths found. */
const findPaths = (transport: Transport): void => {
  const { size, room, price, rise, isSettled, next } = transport
  for (let m = 0; m < size; m++) {
    rise[m] = room[m] > 0 ? 0 : Infinity
    isSettled[m] = 0
    next[m] = -1
  }
  for (let settled = 0; settled < size; settled++) {
    const to = nearestOpen(transport)
    // Without room anywhere there is no path, and the prices stand.
    if (to < 0) return
    isSettled[to] = 1
    shortenPathsOver(transport, to)
  }
  for (let m = 0; m < size; m++) price[m] += rise[m]
}

const nearestOpen = ({ size, rise, isSettled }: Transport): number => {
  let nearest = -1
  for (let m = 0; m < size; m++) {
    const isNearer = nearest < 0 ? rise[m] < Infinity : rise[m] < rise[nearest]
    if (isSettled[m] === 0 && isNearer) nearest = m
  }
  return nearest
}

const shortenPathsOver = (transport: Transport, to: number): void => {
  const { size, price, rise, isSettled, next, mover, moveGain, moveContext } = transport
  for (let from = 0; from < size; from++) {
    if (isSettled[from] === 1) continue
    // The prices certify the flow, so a length below zero is rounding.
    const length = Math.max(0, price[to] - price[from] - moveGain[from * size + to])
    if (rise[to] + length >= rise[from]) continue
    rise[from] = rise[to] + length
    next[from] = to
    mover[from] = moveContext[from * size + to]
  }
}

const sendAlongBestPath = (transport: Transport, g: number, most: number): number => {
  const { size, gain, flow, room, price, next, mover } = transport
  let first = -1
  let best = -Infinity
  for (let m = 0; m < size; m++) {
    const worth = gain[g * size + m] - price[m]
    if (worth > best) {
      best = worth
      first = m
    }
  }
  if (first < 0) return 0
  // Where the context would move mass of its own on, it may as well start there: the worth is the same, and its old mass does not limit the path.
  for (let m = first; next[m] >= 0; m = next[m]) if (mover[m] === g) first = next[m]
  let sent = most
  let last = first
  for (; next[last] >= 0; last = next[last]) sent = Math.min(sent, flow[mover[last] * size + last])
  sent = Math.min(sent, room[last])
  flow[g * size + first] += sent
  for (let m = first; next[m] >= 0; m = next[m]) {
    flow[mover[m] * size + m] = withoutRounding(flow[mover[m] * size + m] - sent)
    flow[mover[m] * size + next[m]] += sent
  }
  room[last] = withoutRounding(room[last] - sent)
  // Mass moved on the path's arms alone: only their moves can have changed.
  for (let m = first; m >= 0; m = next[m]) findMoves(transport, m)
  return sent
}

const withoutRounding = (mass: number): number => (mass <= tolerance.share ? 0 : mass)

/** The best move from an arm to each other one, among the contexts with mass there. */
const findMoves = (transport: Transport, from: number): void => {
  const { contexts, size, gain, flow, moveGain, moveContext } = transport
  for (let to = 0; to < size; to++) moveGain[from * size + to] = -Infinity
  for (let g = 0; g < contexts; g++) {
    if (flow[g * size + from] <= 0) continue
    for (let to = 0; to < size; to++) {
      const moved = gain[g * size + to] - gain[g * size + from]
      if (to === from || moved <= moveGain[from * size + to]) continue
      moveGain[from * size + to] = moved
      moveContext[from * size + to] = g
    }
  }
}
