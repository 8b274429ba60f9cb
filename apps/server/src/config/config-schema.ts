import type { Json, JsonRecord } from 'fp-ts/Json'
import type * as t from 'io-ts'
import { GatewayConfig } from './gateway-config'
import type { LeafCodec } from './leaf-codecs'
import type {
  ChoiceCodec,
  DefaultCodec,
  DescribedCodec,
  ListCodec,
  NamedCodec,
  RecordCodec
} from './shape-codecs'

/** Every kind of codec that the configuration is made of. */
type ConfigCodec =
  | LeafCodec<unknown>
  | RecordCodec<t.Props>
  | DefaultCodec<unknown>
  | DescribedCodec<unknown>
  | ListCodec<unknown>
  | NamedCodec<unknown>
  | ChoiceCodec<unknown>
  | t.KeyofC<Readonly<Record<string, unknown>>>
  | t.NullC

const isOptional = (codec: ConfigCodec): boolean =>
  codec._tag === 'DefaultCodec' ||
  (codec._tag === 'DescribedCodec' && isOptional(codec.type as unknown as ConfigCodec))

const recordSchema = (props: t.Props): JsonRecord => {
  const required = Object.entries(props).filter(([, codec]) => !isOptional(codec as ConfigCodec))
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(props).map(([field, codec]) => [field, schemaOf(codec)])
    ),
    ...(required.length === 0 ? {} : { required: required.map(([field]) => field) }),
    additionalProperties: false
  }
}

const schemaOf = (codec: t.Mixed): JsonRecord => {
  const known = codec as ConfigCodec
  switch (known._tag) {
    case 'LeafCodec':
      return known.schema
    case 'KeyofType':
      return { enum: Object.keys(known.keys) }
    case 'NullType':
      return { type: 'null' }
    case 'RecordCodec':
      return recordSchema(known.props)
    case 'ListCodec':
      return {
        type: 'array',
        items: schemaOf(known.item),
        ...(known.least === 0 ? {} : { minItems: known.least })
      }
    case 'NamedCodec':
      return {
        type: 'object',
        propertyNames: schemaOf(known.key),
        additionalProperties: schemaOf(known.item)
      }
    case 'ChoiceCodec':
      return { anyOf: known.members.map(schemaOf) }
    case 'DefaultCodec':
      return { ...schemaOf(known.type), default: known.fallback }
    case 'DescribedCodec':
      return { description: known.description, ...schemaOf(known.type) }
  }
}

/**
 * Returns the JSON Schema (draft 2020-12) of the configuration, for editors: it accepts what the codecs accept. What fields say of one another is not
 * in it.
 */
export const configSchema = (): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'StageRoute gateway',
  ...schemaOf(GatewayConfig)
})
