import { defaultHealthSettings, openHealth, type HealthSettings } from '@stageroute/router'

test('the default settings are accepted', () => {
  expect(openHealth(3, defaultHealthSettings)._tag).toBe('Right')
})

test('settings changed afterwards change no breakers', () => {
  const settings = { ...defaultHealthSettings }
  const opened = openHealth(1, settings)
  settings.failuresInRow = 1
  expect(opened).toMatchObject({ right: { settings: defaultHealthSettings } })
})

test.each<[keyof HealthSettings, number]>([
  ['failuresInRow', 0],
  ['failuresInRow', 1.5],
  ['failureShare', 0],
  ['failureShare', 1.01],
  ['failureShare', Number.NaN],
  ['window', 0],
  ['window', 4097],
  ['cooldownMs', 0],
  ['cooldownMs', Infinity],
  ['maxCooldownMs', defaultHealthSettings.cooldownMs - 1],
  ['maxRetryAfterMs', Number.NaN],
  ['trialTimeoutMs', Infinity]
])('%s of %d is refused by name', (field, value) => {
  const answer = openHealth(1, { ...defaultHealthSettings, [field]: value })
  expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidHealthSettings', field } })
})

test('breakers for less than no arm are refused', () => {
  expect(openHealth(-1, defaultHealthSettings)).toMatchObject({ left: { field: 'maxArms' } })
})
