import * as E from 'fp-ts/Either'
import { apiErrors, type ApiError, type ClientRequest } from '@stageroute/gateway'
import type { Gateway, Setup } from '../gateway'
import type { ServedModel } from './served-model'

/** Names that ask for routing. */
const routed: ReadonlySet<string> = new Set(['stageroute', 'auto'])

/** Whom a request is for: whichever model is best, one that is routed to, or one that is asked directly. */
export type Target =
  | { readonly _tag: 'routed'; readonly only: string | null }
  | { readonly _tag: 'direct'; readonly model: ServedModel }

const unknown = (name: string): E.Either<ApiError, never> =>
  E.left(
    apiErrors.unknownModel(`there is no model ${JSON.stringify(name.slice(0, 200))} for this`, {
      param: 'model'
    })
  )

/** Returns whom a request is for. */
export const targetOf = (
  { setup: { models }, owners }: Pick<Gateway, 'setup' | 'owners'>,
  { model: name, kind, fields }: Pick<ClientRequest, 'model' | 'kind' | 'fields'>
): E.Either<ApiError, Target> => {
  if (kind === 'embeddings') return embeddingsTarget(models, name)
  // What was said before is with the model that said it.
  if (routed.has(name))
    return E.right({ _tag: 'routed', only: owners.of(fields['previous_response_id']) })
  return models.get(name)?.entry.serves === 'chat'
    ? E.right({ _tag: 'routed', only: name })
    : unknown(name)
}

/** Embeddings of different models cannot be compared: they are asked for by name, unless there is but one model of them. */
const embeddingsTarget = (models: Setup['models'], name: string): E.Either<ApiError, Target> => {
  const all = [...models.values()].filter(({ entry }) => entry.serves === 'embeddings')
  const [only] = all
  const named = all.find(({ id }) => id === name)
  const model = routed.has(name) && all.length === 1 ? only : named
  return model === undefined ? unknown(name) : E.right({ _tag: 'direct', model })
}
