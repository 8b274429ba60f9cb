export { loadHighsSolver } from './load'
