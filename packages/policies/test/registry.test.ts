import * as everything from '@stageroute/policies'
import { policies } from '@stageroute/policies'
import { settingsWith } from './settings'

test.each(Object.entries(policies))('%s is the id of what it makes', (id, make) => {
  expect(make(settingsWith({})).id).toBe(id)
})

test('every policy of the package is registered', () => {
  const made = Object.entries(everything).flatMap(([name, value]) =>
    name.startsWith('make') ? [value] : []
  )
  expect(new Set(Object.values(policies))).toEqual(new Set(made))
})
