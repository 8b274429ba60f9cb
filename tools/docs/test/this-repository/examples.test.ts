import {
  collectExamples,
  nameOf,
  readRepository,
  runExample,
  showFinding,
  typeCheckExamples,
  workspaceRoot
} from '../../src'

const examples = collectExamples(readRepository(workspaceRoot))

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(0)
})

test('all examples compile', () => {
  expect(typeCheckExamples(examples, 'this-repository').map(showFinding)).toEqual([])
}, 120_000)

describe('runs', () => {
  for (const example of examples.filter(({ isRun }) => isRun)) {
    test(
      nameOf(example),
      () =>
        runExample(example, require, (place, actual, expected) =>
          expect({ [place]: actual }).toStrictEqual({ [place]: expected })
        ),
      60_000
    )
  }
})
