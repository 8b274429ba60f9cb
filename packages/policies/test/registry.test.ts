import {
  makeGreedy,
  makeStageRoute,
  makeStageRouteLedger,
  makeUniform,
  policies
} from '@stageroute/policies'
import { settingsWith } from './settings'

test.each(Object.entries(policies))('%s is the id of what it makes', (id, make) => {
  expect(make(settingsWith({})).id).toBe(id)
})

test('every policy of the package is registered', () => {
  expect(Object.values(policies)).toEqual([
    makeStageRoute,
    makeStageRouteLedger,
    makeGreedy,
    makeUniform
  ])
})
