import { Presets, SingleBar } from 'cli-progress'

const PLAIN_EVERY_MS = 5000

/** Live progress on standard error: a bar on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  readonly update: (queries: number) => void
  readonly stop: () => void
}

export const startProgress = (total: number): Progress => {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: 'simulating {bar} {percentage}% | {rate} queries/s | {eta_formatted} left',
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: PLAIN_EVERY_MS
    },
    Presets.shades_classic
  )
  const started = performance.now()
  bar.start(total, 0, { rate: '-' })
  return {
    update: (queries) => {
      const perSecond = Math.round((queries * 1000) / Math.max(1, performance.now() - started))
      bar.update(queries, { rate: perSecond.toLocaleString('en-US') })
    },
    stop: () => bar.stop()
  }
}
