import { Presets, SingleBar } from 'cli-progress'

const PLAIN_EVERY_MS = 5000

/** Live progress on standard error: a bar on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  readonly update: (queries: number) => void
  readonly stop: () => void
}

/** How fast it goes and how long it will take, once there is something to judge by. */
const estimate = (
  done: number,
  total: number,
  seconds: number
): { readonly rate: string; readonly left: string } =>
  done === 0
    ? { rate: '-', left: '?' }
    : {
        rate: Math.round(done / seconds).toLocaleString('en-US'),
        left: Math.ceil((seconds * (total - done)) / done).toLocaleString('en-US')
      }

export const startProgress = (total: number): Progress => {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: 'simulating {bar} {percentage}% | {rate} queries/s | {left} s left',
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: PLAIN_EVERY_MS
    },
    Presets.shades_classic
  )
  const started = performance.now()
  bar.start(total, 0, estimate(0, total, 0))
  return {
    update: (queries) =>
      bar.update(queries, estimate(queries, total, (performance.now() - started) / 1000)),
    stop: () => bar.stop()
  }
}
