import { looksOf, type Look } from '../../src/charts/look'

const policies = Array.from({ length: 31 }, (_, i) => `policy ${i}`)
const looks = [...looksOf(policies, 'policy 4').values()]

const different = (part: (look: Look) => unknown): number =>
  new Set(looks.map((look) => JSON.stringify(part(look)))).size

test('the reference and thirty policies differ in dash or colour', () => {
  expect(different(({ dash, colour }) => [dash, colour])).toBe(31)
})

test('without colours they differ in dash or symbol', () => {
  expect(different(({ dash, symbol }) => [dash, symbol])).toBe(31)
})

test('the reference has the colour of text, and it alone', () => {
  expect(looks.filter(({ colour }) => colour === '@ink')).toEqual([
    looksOf(policies, 'policy 4').get('policy 4')
  ])
})

test('a policy looks the same whatever comes after it', () => {
  expect(looksOf(policies.slice(0, 10), 'policy 4').get('policy 9')).toEqual(
    looksOf(policies, 'policy 4').get('policy 9')
  )
})
