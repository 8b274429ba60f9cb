import { invariant } from '../src'

it('passes what holds and names what does not', () => {
  expect(() => invariant(true, 'holds')).not.toThrow()
  expect(() => invariant(false, 'shares sum to one')).toThrow(
    'invariant violated: shares sum to one'
  )
})
