export { policyLaws } from './policy-laws'
