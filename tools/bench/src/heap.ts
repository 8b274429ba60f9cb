import { hotPaths, type HotPath } from './heap-paths'

/** Bytes by which the heap grows per call once the code is warm. Run with a young space that no hot path here could fill, so nothing is collected. */
const growth = ({ warmUp, calls, call }: HotPath): number => {
  for (let i = 0; i < warmUp; i++) call(i)
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < calls; i++) call(i)
  return (process.memoryUsage().heapUsed - before) / calls
}

for (const path of hotPaths()) {
  process.stdout.write(
    `${JSON.stringify({ name: path.name, calls: path.calls, bytesPerCall: growth(path) })}\n`
  )
}
