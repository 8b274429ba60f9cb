import { benchIndices } from '../src/indices'

test('every family is timed, with a clock that is given', async () => {
  let now = 0
  const lines: Array<string> = []
  const problems = await benchIndices({
    seed: 1,
    isQuick: true,
    clock: () => (now += 60),
    print: (line) => void lines.push(line)
  })
  expect(problems).toEqual([])
  expect(lines.length).toBe(12)
})
