import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import * as fc from 'fast-check'
import { makeMemoryStore, type NewEvent, type Store, type StoreFailure } from '@stageroute/store'
import { makeKeeper, type Keeper } from '../../src/state/keeper'

/** What the next appends come to: kept, or why not. After the last of them everything is kept. */
type Weather = 'fair' | 'full' | 'unusable' | 'throws'

interface Kept {
  readonly keeper: Keeper
  readonly bodies: () => Promise<ReadonlyArray<string>>
  readonly problems: ReadonlyArray<string | null>
  readonly appends: () => number
}

const failure = (_tag: StoreFailure['_tag']): StoreFailure => ({ _tag, problem: `it is ${_tag}` })

const appendIn =
  (store: Store, next: () => Weather): Store['append'] =>
  (events) =>
  async () => {
    const weather = next()
    await Promise.resolve()
    if (weather === 'throws') throw new Error('a promise that is broken')
    return weather === 'fair' ? store.append(events)() : TE.left(failure(weather))()
  }

const keepIn = (weather: ReadonlyArray<Weather>): Kept => {
  const store = makeMemoryStore()
  const problems: Array<string | null> = []
  let appends = 0
  const append = appendIn(store, () => weather[appends++] ?? 'fair')
  return {
    keeper: makeKeeper({ append }, (found) => void problems.push(found?.problem ?? null)),
    bodies: async () => {
      const read = await store.read(0, 1e6)()
      return E.isRight(read) ? read.right.map(({ body }) => body) : []
    },
    problems,
    appends: () => appends
  }
}

const event = (body: string): NewEvent => ({ kind: 'x', key: null, at: 1, body })

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }))

afterEach(() => jest.useRealTimers())

/** Lets everything come to pass that waits for nothing but its turn. */
const settle = () => jest.advanceTimersByTimeAsync(0)

/** As long as it takes until a store that failed is tried again. */
const later = () => jest.advanceTimersByTimeAsync(500)

describe('A store without room', () => {
  it.each(['full', 'unusable', 'throws'] as const)(
    'is told at once, and gets everything later, in its order: %s',
    async (weather) => {
      const { keeper, bodies, problems } = keepIn([weather, weather])
      const first = keeper.keep(event('1'))
      const second = keeper.keep(event('2'))
      expect(await Promise.all([first, second])).toEqual([null, null])
      expect(keeper.problem()).not.toBeNull()
      expect(await keeper.keep(event('3'))).toBeNull()
      expect([await bodies(), keeper.pending()]).toEqual([[], 3])
      await later()
      expect([await bodies(), keeper.pending()]).toEqual([[], 3])
      await later()
      expect([await bodies(), keeper.pending()]).toEqual([['1', '2', '3'], 0])
      expect(keeper.problem()).toBeNull()
      expect(await keeper.keep(event('4'))).toBe(4)
      expect(problems).toEqual([expect.any(String), null])
    }
  )

  it('is not asked all the time', async () => {
    const { keeper, appends } = keepIn(Array<Weather>(10).fill('full'))
    for (let i = 0; i < 100; i++) void keeper.keep(event(`${i}`))
    await settle()
    for (let i = 0; i < 100; i++) await keeper.keep(event(`more ${i}`))
    expect(appends()).toBe(1)
    await later()
    expect(appends()).toBe(2)
  })

  it('is asked once more when the keeper stops', async () => {
    const { keeper, bodies } = keepIn(['full'])
    void keeper.keep(event('1'))
    await settle()
    expect(await keeper.stop()).toBe(0)
    expect(await bodies()).toEqual(['1'])
    expect(jest.getTimerCount()).toBe(0)
  })

  it('that stays as it is leaves events, which are counted', async () => {
    const { keeper } = keepIn(Array<Weather>(10).fill('full'))
    void keeper.keep(event('1'))
    void keeper.keep(event('2'))
    await settle()
    expect(await keeper.stop()).toBe(2)
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('A keeper that has stopped', () => {
  it('keeps nothing, and does not try for ever', async () => {
    const { keeper, bodies, appends } = keepIn([])
    await keeper.keep(event('1'))
    expect(await keeper.stop()).toBe(0)
    expect(await keeper.keep(event('late'))).toBeNull()
    await later()
    expect([await bodies(), appends(), jest.getTimerCount()]).toEqual([['1'], 1, 0])
  })
})

describe('Whatever a store does', () => {
  const weathers = fc.array(fc.constantFrom<Weather>('fair', 'full', 'unusable', 'throws'), {
    maxLength: 12
  })
  const steps = fc.array(
    fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom('turn', 'wait')),
    {
      maxLength: 12
    }
  )

  it('it has every event once, in the order in which they came, and who was told a position finds it there', async () => {
    await fc.assert(
      fc.asyncProperty(weathers, steps, async (weather, script) => {
        const { keeper, bodies, problems } = keepIn(weather)
        const told: Array<Promise<number | null>> = []
        const handed: Array<string> = []
        for (const step of script) {
          if (step === 'turn') await settle()
          else if (step === 'wait') await later()
          else
            for (let i = 0; i < Number(step); i++) {
              handed.push(`${handed.length}`)
              told.push(keeper.keep(event(handed.at(-1) as string)))
            }
        }
        // Every append that fails takes one wait.
        for (let i = 0; i <= weather.length; i++) await later()
        expect(keeper.pending()).toBe(0)
        expect(await bodies()).toEqual(handed)
        const positions = await Promise.all(told)
        positions.forEach((position, i) => expect([null, i + 1]).toContain(position))
        // It begins to fail before it works again.
        expect(problems.at(-1) ?? null).toBeNull()
        problems.forEach((problem, i) => {
          if (problem === null) expect(problems[i - 1]).toEqual(expect.any(String))
        })
        await keeper.stop()
      }),
      { numRuns: 60 }
    )
  })
})
