const words =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore et dolore'.split(
    ' '
  )

/** Every word once, each behind its space. */
const cycle = words.map((word) => ` ${word}`).join('')

/** `ends[k]`: where the first k words of the cycle end. */
const ends = words.reduce<ReadonlyArray<number>>(
  (so, word) => [...so, (so.at(-1) ?? 0) + word.length + 1],
  [0]
)

/** So many words of no meaning, each behind a space and taken for one token. */
export const loremWords = (count: number): string =>
  cycle.repeat(Math.floor(count / words.length)) + cycle.slice(0, ends[count % words.length])

/** Text of no meaning, so many bytes of it. */
export const loremBytes = (count: number): string =>
  cycle.repeat(Math.ceil(count / cycle.length)).slice(0, count)
