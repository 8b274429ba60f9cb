export { storeLaws, type StoreLaw } from './store-laws'
