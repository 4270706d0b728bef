import {attributeByName, attributeByTag, definitionOf, isStandard} from '../../src/kmip/attributes/lookup.ts'
import {ResultStatus} from '../../src/kmip/spec/enumerations.ts'
import {enumerations} from '../../src/kmip/spec/enumeration-index.ts'
import {masks} from '../../src/kmip/spec/masks.ts'
import {tagTable} from '../../src/kmip/spec/tag-details.ts'
import {kmipTagName} from '../../src/kmip/spec/tag-name.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {inRange, isBefore, versionOf, type Version} from '../../src/kmip/spec/version.ts'
import {queryClientIdentity} from '../../src/kmip/structures/client-identity.ts'
import {child, ItemType, itemTypeName, type StructureNode, type TtlvNode} from '../../src/ttlv/node.ts'

/** What the strictest decoders among KMIP clients would find wrong with an answer to a request. */
export function answerFaults(request: TtlvNode, answer: TtlvNode): string[] {
  const version = headerVersion(answer)
  if (version === undefined) return ['The answer has no known protocol version']
  const echoed = itemsOf(request, Tag.BatchItem).map((item) => integerOf(item, Tag.Operation))
  const newer = newerParts(answer, version, echoed).filter((fault) => !isAskedOfVendor(request, fault))
  return [...newer, ...orderFaults(answer), ...messageFaults(answer)]
}

/** Who asks with a Query Function of a vendor can read what that vendor answers. */
function isAskedOfVendor(request: TtlvNode, fault: string): boolean {
  const payloads = itemsOf(request, Tag.BatchItem).map((item) => child(item, Tag.RequestPayload))
  const functions = payloads.flatMap((payload) => (payload === undefined ? [] : itemsOf(payload, Tag.QueryFunction)))
  const isAsked = functions.some(({value}) => value === queryClientIdentity)
  return isAsked && /ServerInformation > 0x54[0-9a-f]{4} does not exist/.test(fault)
}

/** The protocol version in the header of a request or an answer. */
export function headerVersion(message: TtlvNode): Version | undefined {
  const header = child(message, Tag.ResponseHeader) ?? child(message, Tag.RequestHeader)
  const protocol = header && child(header, Tag.ProtocolVersion)
  if (protocol === undefined) return undefined
  const major = integerOf(protocol, Tag.ProtocolVersionMajor) ?? -1
  return versionOf({major, minor: integerOf(protocol, Tag.ProtocolVersionMinor) ?? -1})
}

/** Every tag, item type, enumeration value, mask bit and attribute name that the version does not know. */
export function newerParts(node: TtlvNode, version: Version, echoed: readonly (number | undefined)[] = []): string[] {
  const faults: string[] = []

  function walk(item: TtlvNode, path: string, meaning: number): void {
    const here = `${path} > ${kmipTagName(item.tag)}`
    const entry = tagTable.entry(item.tag)
    if (entry === undefined || !inRange(entry, version)) faults.push(`${here} does not exist in ${version}`)
    const types = tagTable.typesIn(meaning, version)
    const type = itemTypeName(item.type)
    if (types !== undefined && (type === undefined || !types.includes(type))) faults.push(`${here} is a ${type}`)
    checkValue(item, here, meaning)
    if (item.type !== ItemType.Structure) return
    for (const inner of item.value) walk(inner, here, inner.tag === Tag.AttributeValue ? valueMeaning(item) : inner.tag)
  }

  function checkValue(item: TtlvNode, here: string, meaning: number): void {
    if (item.tag === Tag.AttributeName && item.type === ItemType.TextString && !isNameIn(item.value, version)) {
      faults.push(`${here} ${item.value} does not exist in ${version}`)
    }
    if (item.type === ItemType.Enumeration && !isValueIn(item.value, meaning, version)) {
      const isEcho = item.tag === Tag.Operation && echoed.includes(item.value)
      if (!isEcho) faults.push(`${here} ${item.value} does not exist in ${version}`)
    }
    if (item.type === ItemType.Integer && hasNewerBits(item.value, meaning, version)) {
      faults.push(`${here} has bits newer than ${version}`)
    }
  }

  walk(node, '', node.tag)
  return faults
}

function isValueIn(value: number, meaning: number, version: Version): boolean {
  const name = tagTable.entry(meaning)?.enumeration
  if (name === 'Tag') return isAttributeIn(value, version)
  return name === undefined || enumerations[name].knownIn(value, version)
}

function hasNewerBits(value: number, meaning: number, version: Version): boolean {
  const name = tagTable.entry(meaning)?.mask
  return name !== undefined && masks[name].restrict(value, version) !== value
}

/** The tag that tells what an Attribute Value is; that of Attribute Value itself for custom attributes. */
function valueMeaning(attribute: StructureNode): number {
  const name = child(attribute, Tag.AttributeName)
  const key = name?.type === ItemType.TextString ? attributeByName(name.value) : undefined
  return key !== undefined && isStandard(key) ? definitionOf(key).tag : Tag.AttributeValue
}

/** Of an Attribute Reference. KMIP 2.1 section 7.2. */
function isAttributeIn(tag: number, version: Version): boolean {
  const name = attributeByTag(tag)
  return name !== undefined && inRange(definitionOf(name).range, version)
}

function isNameIn(name: string, version: Version): boolean {
  // Since 2.0 it is the name that a vendor gave an attribute
  if (!isBefore(version, '2.0')) return true
  const key = attributeByName(name)
  return isStandard(key) ? inRange(definitionOf(key).range, version) : /^[xy]-/u.test(name)
}

/** Order of the members where clients read them one after the other. KMIP 1.4 sections 2.1, 4 and 7.2. */
const orders: readonly (readonly [tag: number, members: readonly number[]])[] = [
  [Tag.ResponseMessage, [Tag.ResponseHeader, Tag.BatchItem]],
  [
    Tag.ResponseHeader,
    [
      Tag.ProtocolVersion,
      Tag.TimeStamp,
      Tag.Nonce,
      Tag.AttestationType,
      Tag.ClientCorrelationValue,
      Tag.ServerCorrelationValue,
      Tag.BatchCount,
    ],
  ],
  [Tag.ProtocolVersion, [Tag.ProtocolVersionMajor, Tag.ProtocolVersionMinor]],
  [
    Tag.BatchItem,
    [
      Tag.Operation,
      Tag.UniqueBatchItemID,
      Tag.ResultStatus,
      Tag.ResultReason,
      Tag.ResultMessage,
      Tag.AsynchronousCorrelationValue,
      Tag.ResponsePayload,
    ],
  ],
  [Tag.Attribute, [Tag.AttributeName, Tag.AttributeIndex, Tag.AttributeValue]],
  [
    Tag.KeyBlock,
    [
      Tag.KeyFormatType,
      Tag.KeyCompressionType,
      Tag.KeyValue,
      Tag.CryptographicAlgorithm,
      Tag.CryptographicLength,
      Tag.KeyWrappingData,
    ],
  ],
  [Tag.KeyWrappingData, [Tag.WrappingMethod, Tag.EncryptionKeyInformation, Tag.EncodingOption]],
  [
    Tag.ResponsePayload,
    [
      Tag.LocatedItems,
      Tag.ObjectType,
      Tag.UniqueIdentifier,
      Tag.AttributeName,
      Tag.Attribute,
      Tag.SymmetricKey,
      Tag.PublicKey,
      Tag.PrivateKey,
      Tag.SecretData,
      Tag.OpaqueObject,
      Tag.Data,
      Tag.IVCounterNonce,
      Tag.CorrelationValue,
      Tag.AuthenticatedEncryptionTag,
    ],
  ],
]

const orderOf = new Map(orders)

function orderFaults(node: TtlvNode): string[] {
  if (node.type !== ItemType.Structure) return []
  const faults = node.value.flatMap(orderFaults)
  const order = orderOf.get(node.tag)
  if (order === undefined) return faults
  // Query answers have members of their own order.
  const places = node.value.map((item) => order.indexOf(item.tag)).filter((place) => place >= 0)
  const sorted = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
  return sorted ? faults : [...faults, `${kmipTagName(node.tag)} has its members out of order`]
}

function messageFaults(answer: TtlvNode): string[] {
  const faults: string[] = []
  const header = child(answer, Tag.ResponseHeader)
  const items = itemsOf(answer, Tag.BatchItem)
  if (header === undefined || child(header, Tag.TimeStamp) === undefined) faults.push('The answer has no Time Stamp')
  if (header !== undefined && integerOf(header, Tag.BatchCount) !== items.length) faults.push('Batch Count is wrong')
  for (const item of items) faults.push(...itemFaults(item))
  return faults
}

function itemFaults(item: TtlvNode): string[] {
  const succeeded = integerOf(item, Tag.ResultStatus) === ResultStatus.valueOf('Success')
  if (succeeded) return child(item, Tag.ResponsePayload) === undefined ? ['A success has no payload'] : []
  if (integerOf(item, Tag.ResultStatus) === ResultStatus.valueOf('OperationPending')) {
    return child(item, Tag.AsynchronousCorrelationValue) === undefined ? ['What is pending cannot be polled'] : []
  }
  const message = child(item, Tag.ResultMessage)
  const explained = message?.type === ItemType.TextString && message.value.trim() !== ''
  const isUndone = integerOf(item, Tag.ResultStatus) === ResultStatus.valueOf('OperationUndone')
  const hasPayload = child(item, Tag.ResponsePayload) !== undefined
  // Since 2.0 an undone item is no failure
  if (isUndone && hasPayload && explained) return []
  return child(item, Tag.ResultReason) !== undefined && explained ? [] : ['A failure has no reason or no message']
}

/** The direct children with a tag. */
export function itemsOf(node: TtlvNode, tag: number): readonly TtlvNode[] {
  return node.type === ItemType.Structure ? node.value.filter((item) => item.tag === tag) : []
}

function integerOf(node: TtlvNode, tag: number): number | undefined {
  const found = child(node, tag)
  return found?.type === ItemType.Integer || found?.type === ItemType.Enumeration ? found.value : undefined
}
