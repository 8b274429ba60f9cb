import { median } from '../paired'
import { ratioText, spreadText, tableLines, timeText } from '../table'
import { titles, type ContenderName } from './contender'
import type { Measured, Sample } from './measure'

/** What the server is to reach. */
export const goals = {
  /** Times the requests per second of Portkey, at least. */
  timesPortkey: 8,
  /** Share of the requests per second of the bare proxy, at least. */
  shareOfBare: 0.6,
  /** Microseconds that it adds to the median latency on one connection, at most. */
  addedP50: 300,
  /** Times the resident memory of the bare proxy, at most. */
  timesMemory: 1.4,
  /** Milliseconds from the start of the process to its first answer, at most. */
  coldStart: 1000
} as const

/** What was found, what is to be reached, and whether it is. */
const verdict = (found: string, goal: string, isMet: boolean): string =>
  `${found} (goal ${goal}: ${isMet ? 'met' : 'missed'})`

type Read = (sample: Sample) => number | null

const samplesOf = ({ rounds }: Measured, name: ContenderName): ReadonlyArray<Sample> =>
  rounds.flatMap((round) => round.filter(({ contender }) => contender === name))

const known = (values: ReadonlyArray<number | null>): ReadonlyArray<number> =>
  values.filter((value) => value !== null)

const medianOf = (values: ReadonlyArray<number | null>): number | null => {
  const numbers = known(values)
  return numbers.length === 0 ? null : median(numbers)
}

/** The middle, over the rounds, of what two contenders of the same round make together. */
const pairedMedian = (
  { rounds }: Measured,
  [name, other]: readonly [ContenderName, ContenderName],
  read: Read,
  combine: (value: number, other: number) => number
): number | null =>
  medianOf(
    rounds.map((round) => {
      const readOf = (wanted: ContenderName): number | null => {
        const found = round.find(({ contender }) => contender === wanted)
        return found === undefined ? null : read(found)
      }
      const value = readOf(name)
      const against = readOf(other)
      return value === null || against === null ? null : combine(value, against)
    })
  )

const divide = (value: number, other: number): number => value / other

/** How many times the requests per second of another contender, or the share of them, on median over the rounds. */
export const rateRatio = (
  measured: Measured,
  name: ContenderName,
  other: ContenderName
): number | null => pairedMedian(measured, [name, other], ({ perSecond }) => perSecond, divide)

/** How many times as long as another contender it computes per request: what a busy machine changes least. */
const computedRatio = (
  measured: Measured,
  name: ContenderName,
  other: ContenderName
): number | null => pairedMedian(measured, [name, other], ({ computedMs }) => computedMs, divide)

/** Microseconds of median latency that a contender adds to the upstream's own, on median over the rounds. */
export const addedP50 = (measured: Measured, name: ContenderName): number | null =>
  pairedMedian(
    measured,
    [name, 'mock'],
    ({ p50 }) => p50,
    (value, other) => value - other
  )

const orDash = (value: number | null, text: (value: number) => string): string =>
  value === null ? '-' : text(value)

const rateText = (rate: number): string =>
  rate < 1000 ? rate.toFixed(0) : `${(rate / 1000).toFixed(rate < 10_000 ? 2 : 1)}k`

const ratesText = (rates: ReadonlyArray<number>): string =>
  rates.length === 0
    ? 'none'
    : `${rateText(median(rates))} (${rateText(Math.min(...rates))} - ${rateText(Math.max(...rates))})`

const signed = (microseconds: number): string =>
  microseconds < 0 ? `-${timeText(-microseconds)}` : `+${timeText(microseconds)}`

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

const header = [
  '',
  'requests/s',
  'latency p50',
  'p99',
  'added p50',
  'computed per request',
  'resident'
]

const rowOf = (measured: Measured, name: ContenderName): ReadonlyArray<string> => {
  const samples = samplesOf(measured, name)
  const middle = (read: Read): number | null => medianOf(samples.map(read))
  const isAlone = measured.scenario.connections === 1 && name !== 'mock'
  return [
    titles[name],
    ratesText(samples.map(({ perSecond }) => perSecond)),
    orDash(
      middle(({ p50 }) => p50),
      timeText
    ),
    orDash(
      middle(({ p99 }) => p99),
      timeText
    ),
    isAlone ? orDash(addedP50(measured, name), signed) : '',
    orDash(
      middle(({ computedMs }) => computedMs),
      (ms) => timeText(ms * 1000)
    ),
    orDash(
      middle(({ residentBytes }) => residentBytes),
      megabytes
    )
  ]
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

const ratioLines = (measured: Measured): ReadonlyArray<string> => {
  const portkey = rateRatio(measured, 'ours', 'portkey')
  const bare = rateRatio(measured, 'ours', 'bare')
  const bareComputed = computedRatio(measured, 'ours', 'bare')
  const portkeyComputed = computedRatio(measured, 'ours', 'portkey')
  const added = measured.scenario.connections === 1 ? addedP50(measured, 'ours') : null
  const lines = [
    portkey === null
      ? null
      : verdict(
          `${ratioText(portkey)} the requests/s of Portkey`,
          `>= ${goals.timesPortkey}x`,
          portkey >= goals.timesPortkey
        ),
    bare === null
      ? null
      : verdict(
          `${percent(bare)} of those of the bare proxy`,
          `>= ${percent(goals.shareOfBare)}`,
          bare >= goals.shareOfBare
        ),
    bareComputed === null
      ? null
      : `computes ${ratioText(bareComputed)} as long per request as the bare proxy`,
    portkeyComputed === null
      ? null
      : `of what Portkey computes per request it computes ${percent(portkeyComputed)}`,
    added === null
      ? null
      : verdict(
          `adds ${timeText(Math.max(0, added))} to the median latency`,
          `<= ${timeText(goals.addedP50)}`,
          added <= goals.addedP50
        )
  ]
  return lines.filter((line) => line !== null)
}

/** What is printed of a scenario. */
export const scenarioLines = (measured: Measured): ReadonlyArray<string> => {
  const names = (Object.keys(titles) as ReadonlyArray<ContenderName>).filter(
    (name) => samplesOf(measured, name).length > 0
  )
  return [
    '',
    `${measured.scenario.name}`,
    ...tableLines([header, ...names.map((name) => rowOf(measured, name))]),
    ...ratioLines(measured).map((line) => `  StageRoute: ${line}`)
  ]
}

/** What is printed of the memory that is resident when a round has ended, with every kind of load behind it. */
export const memoryLines = (last: Measured): ReadonlyArray<string> => {
  const resident: Read = ({ residentBytes }) => residentBytes
  const ratio = pairedMedian(last, ['ours', 'bare'], resident, divide)
  if (ratio === null) return []
  const told = (['ours', 'bare', 'portkey'] as const).flatMap((name) => {
    const bytes = medianOf(samplesOf(last, name).map(resident))
    return bytes === null ? [] : [`${titles[name]} ${megabytes(bytes)}`]
  })
  return [
    '',
    `resident at the end of a round: ${told.join(', ')}; StageRoute ${verdict(
      `${ratioText(ratio)} the bare proxy`,
      `<= ${goals.timesMemory}x`,
      ratio <= goals.timesMemory
    )}`
  ]
}

/** What is printed of starts, milliseconds each. */
export const coldStartLines = (
  starts: ReadonlyArray<{ readonly name: ContenderName; readonly ms: ReadonlyArray<number> }>
): ReadonlyArray<string> => [
  '',
  'From the start of the process to its first answer',
  ...starts.map(({ name, ms }) => {
    const text = `  ${titles[name]}: ${spreadText(ms.map((each) => each * 1000))}`
    return name === 'ours' && ms.length > 0
      ? verdict(text, `< ${timeText(goals.coldStart * 1000)}`, median(ms) < goals.coldStart)
      : text
  })
]
