import * as surface from '../src'

test('the package offers something', () => {
  expect(Object.keys(surface)).not.toEqual([])
})
