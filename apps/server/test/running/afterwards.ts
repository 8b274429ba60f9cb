const cleanUps: Array<() => unknown> = []

/** Has something done when the tests of the file are over; what was asked for last is done first. */
export const afterwards = (cleanUp: () => unknown): void => void cleanUps.unshift(cleanUp)

afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})
