import * as fc from 'fast-check'

/** What is put in the place of something that was right. */
const hostile: ReadonlyArray<unknown> = [
  null,
  undefined,
  '',
  'x',
  '__proto__',
  '\ud800\u0000',
  0,
  -0,
  -1,
  0.5,
  1e16,
  1e300,
  Infinity,
  Number.NaN,
  true,
  [],
  [[]],
  {},
  { _tag: 'x' },
  JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
]

type Path = ReadonlyArray<string | number>

const isBranch = (value: unknown): value is Record<string, unknown> | ReadonlyArray<unknown> =>
  typeof value === 'object' && value !== null

/** Goes down into a value, step by step, and stops where the steps or the value end; every part is as likely as those beside it, however large it is. */
const placeIn = (value: unknown, [step, ...rest]: ReadonlyArray<number>): Path => {
  if (step === undefined || !isBranch(value)) return []
  const parts = Object.entries(value)
  const part = parts[step % (parts.length + 1)]
  return part === undefined ? [] : [part[0], ...placeIn(part[1], rest)]
}

const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by
  if (!isBranch(value)) return value
  if (Array.isArray(value))
    return value.map((inner, i) =>
      String(i) === key ? replaced(inner, rest, by) : (inner as unknown)
    )
  const fields = value as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [
      name,
      name === key ? replaced(inner, rest, by) : inner
    ])
  )
}

const substitute = fc.oneof(
  fc.constantFrom(...hostile),
  fc.constantFrom(...hostile),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 })
)

/** Returns values that are nearly right: one that is, with some of its parts replaced. */
export const nearly = (right: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), substitute), {
      maxLength: 2
    })
    .map((changes) =>
      changes.reduce<unknown>(
        (value, [steps, by]) => replaced(value, placeIn(value, steps), by),
        right
      )
    )

/** Returns texts that are nearly right: one that is, with some of its characters replaced, taken out or put in. */
export const nearlyText = (right: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.oneof(
          fc.constantFrom('', '0', '9', '-', '"', '{', '}', '\n', ' ', 'e'),
          fc.string({ maxLength: 3 })
        )
      ),
      { maxLength: 4 }
    )
    .map((changes) =>
      changes.reduce((text, [at, out, by]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + by + text.slice(place + out)
      }, right)
    )

const usual = Object.getOwnPropertyNames(Object.prototype).sort()

/** Expects that nothing was added to what all objects inherit. */
export const expectUnpolluted = (): void => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(usual)
  expect(({} as { readonly admin?: unknown }).admin).toBeUndefined()
}
