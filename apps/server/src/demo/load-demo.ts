import type * as E from 'fp-ts/Either'
import type { DemoOptions, RunningDemo } from './start-demo'

/** Starts a demonstration. What answers in it is loaded only then. */
export const startDemo = async (options: DemoOptions): Promise<E.Either<string, RunningDemo>> => {
  const demo = await import('./start-demo.js')
  return demo.startDemo(options)
}
