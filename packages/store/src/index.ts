export { makeMemoryStore } from './memory-store'
export { recover, type Recovered, type Recovery } from './recover'
export {
  keptSnapshots,
  type NewEvent,
  type OldEvents,
  type Store,
  type StoreFailure,
  type StoredEvent,
  type StoredSnapshot
} from './store'
