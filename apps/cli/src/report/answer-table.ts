import type { DeployAnswer, RouteAnswer } from '@stageroute/contracts'
import { alignedTable } from './table'

const isDeployment = (answer: RouteAnswer | DeployAnswer): answer is DeployAnswer =>
  'nodes' in answer

const certificate = (answer: RouteAnswer | DeployAnswer): ReadonlyArray<string> =>
  isDeployment(answer)
    ? [
        `deployed      ${answer.deployed.join(', ')}`,
        `bound         ${answer.bound ?? 'none'} (gap ${answer.gap ?? 'none'}, ${answer.nodes} nodes)`
      ]
    : []

/** An answer for people: the verdict, then one line per model that carries a share. */
export const answerTable = (answer: RouteAnswer | DeployAnswer): string => {
  const rows = answer.share.flatMap((share, model) =>
    share > 0
      ? [[String(model), share.toFixed(6), answer.capacityPrice[model]?.toFixed(6) ?? '-']]
      : []
  )
  return [
    `status        ${answer.status}`,
    `value         ${answer.value ?? 'none'}`,
    `budget price  ${answer.budgetPrice ?? 'none'} (reward per USD)`,
    ...certificate(answer),
    ...(rows.length > 0 ? ['', alignedTable(['model', 'share', 'capacity price'], rows)] : [])
  ].join('\n')
}
