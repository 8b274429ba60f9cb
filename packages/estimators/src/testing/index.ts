export { estimatorLaws, type EstimatorLawOptions } from './estimator-laws'
