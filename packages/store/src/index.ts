export { makeMemoryStore } from './memory-store'
export { recover, type Recovered, type Recovery } from './recover'
export {
  keptSnapshots,
  type NewEvent,
  type Store,
  type StoreFailure,
  type StoredEvent,
  type StoredSnapshot
} from './store'
