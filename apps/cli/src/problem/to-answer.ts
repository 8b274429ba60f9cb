import type { DeployAnswer, RouteAnswer } from '@stageroute/contracts'
import type { MixAnswer, SelectionAnswer } from '@stageroute/optimizer'

export const toRouteAnswer = (mix: MixAnswer): RouteAnswer => {
  const nothing = { value: null, share: [], budgetPrice: null, capacityPrice: [] }
  switch (mix._tag) {
    case 'optimal':
      return {
        status: mix._tag,
        value: mix.value,
        share: [...mix.share],
        budgetPrice: mix.budgetPrice,
        capacityPrice: [...mix.capacityPrice]
      }
    case 'budgetInfeasible':
      return { status: mix._tag, ...nothing, value: mix.value, share: [...mix.share] }
    case 'capacityInfeasible':
      return { status: mix._tag, ...nothing }
  }
}

export const toDeployAnswer = (answer: SelectionAnswer): DeployAnswer => {
  const mix = toRouteAnswer(answer.mix)
  const isOptimal = mix.status === 'optimal'
  return {
    ...mix,
    deployed: answer.selected,
    bound: isOptimal ? answer.bound : null,
    gap: isOptimal ? Math.max(0, answer.bound - (mix.value ?? 0)) : null,
    nodes: answer.nodes,
    relaxationExact: answer.isRelaxationExact
  }
}
