export { environmentLaws } from './environment-laws'
