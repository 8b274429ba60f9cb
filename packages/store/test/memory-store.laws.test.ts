import { makeMemoryStore } from '@stageroute/store'
import { storeLaws } from '@stageroute/store/testing'

for (const law of storeLaws({ open: () => Promise.resolve(makeMemoryStore()) }))
  test(law.name, law.check)
