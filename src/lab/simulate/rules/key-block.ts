import {KeyFormatType} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType} from '../../../ttlv/node.ts'
import {attributeNameOf, childOf, childrenOf, numberIn} from '../../conformance/conversation/payload.ts'
import {eachItem, keyBlockIn, outOfOrder, tagWords} from './parts.ts'
import {rule} from './rule.ts'

const order: readonly number[] = [
  Tag.KeyFormatType,
  Tag.KeyCompressionType,
  Tag.KeyValue,
  Tag.CryptographicAlgorithm,
  Tag.CryptographicLength,
  Tag.KeyWrappingData,
]

export const keyBlockInOrder = rule(
  'key-block-order',
  'the fields of a Key Block stand in the order of the specification',
  (exchange) =>
    eachItem(exchange, 'Get', ({payload}) => {
      const wrong = outOfOrder(childrenOf(keyBlockIn(payload)), order)
      return wrong === undefined
        ? undefined
        : {
            expected: 'a Key Block in the order of the specification',
            received: `${tagWords(wrong)} after a later field`,
          }
    }),
)

export const keyMaterialIsBytes = rule(
  'key-material',
  'keys come as bytes and not in a transparent format',
  (exchange) =>
    eachItem(exchange, 'Get', ({payload}) => {
      const block = keyBlockIn(payload)
      const material = childOf(childOf(block, Tag.KeyValue), Tag.KeyMaterial)
      if (material === undefined || material.type === ItemType.ByteString) return undefined
      const format = numberIn(block, Tag.KeyFormatType)
      const name = format === undefined ? undefined : KeyFormatType.nameOf(format)
      return {expected: 'Key Material as Byte String', received: `the format ${name ?? format ?? 'unknown'}`}
    }),
)

export const keyBlockTellsAlgorithm = rule(
  'key-block-algorithm',
  'the Key Block of a key has its Cryptographic Algorithm and Cryptographic Length',
  (exchange) =>
    eachItem(exchange, 'Get', ({payload}) => {
      const isSecret = childOf(payload, Tag.SecretData) !== undefined
      const block = keyBlockIn(payload)
      if (block === undefined || isSecret) return undefined
      const missing = [Tag.CryptographicAlgorithm, Tag.CryptographicLength].filter(
        (tag) => childOf(block, tag) === undefined,
      )
      return missing.length === 0
        ? undefined
        : {expected: missing.map(tagWords).join(' and '), received: 'a Key Block without'}
    }),
)

/** What the decoder knows of KMIP 1.0. */
const readable: readonly string[] = [
  'Unique Identifier',
  'Name',
  'Object Type',
  'Cryptographic Algorithm',
  'Cryptographic Length',
  'Cryptographic Parameters',
  'Cryptographic Usage Mask',
  'State',
  'Object Group',
  'Application Specific Information',
  'Operation Policy Name',
  'Activation Date',
  'Process Start Date',
  'Protect Stop Date',
  'Deactivation Date',
]

export const readableKeyValueAttributes = rule(
  'key-value-attributes',
  `the Key Value has none but these attributes: ${readable.join(', ')}`,
  (exchange) =>
    eachItem(exchange, 'Get', ({payload}) => {
      const foreign = keyValueAttributes(payload).find((name) => !readable.includes(name))
      return foreign === undefined
        ? undefined
        : {expected: 'no attribute that the decoder does not know', received: `${foreign} in the Key Value`}
    }),
)

export const noAsymmetricKeyAttributes = rule(
  'no-key-value-attributes',
  'the Key Value of a public or private key has no attributes',
  (exchange) =>
    eachItem(exchange, 'Get', ({payload}) => {
      const isPair = [Tag.PublicKey, Tag.PrivateKey].some((tag) => childOf(payload, tag) !== undefined)
      const [found] = isPair ? keyValueAttributes(payload) : []
      return found === undefined
        ? undefined
        : {expected: 'a Key Value of Key Material alone', received: `${found} in the Key Value`}
    }),
)

function keyValueAttributes(payload: Parameters<typeof keyBlockIn>[0]): string[] {
  return childrenOf(childOf(keyBlockIn(payload), Tag.KeyValue)).flatMap((item) => {
    if (item.tag === Tag.Attribute) return [attributeNameOf(item) ?? 'an attribute']
    return item.tag === Tag.Attributes ? childrenOf(item).map(({tag}) => tagWords(tag)) : []
  })
}
