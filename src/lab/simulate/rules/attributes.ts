import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {attributeNameOf, childOf, childrenOf} from '../../conformance/conversation/payload.ts'
import {eachItem} from './parts.ts'
import {type Fault, rule} from './rule.ts'

/** Attributes that PyKMIP 0.10.0 can read the values of. */
const readable: ReadonlySet<string> = new Set([
  'Unique Identifier',
  'Name',
  'Object Type',
  'Cryptographic Algorithm',
  'Cryptographic Length',
  'Cryptographic Parameters',
  'Certificate Type',
  'Certificate Length',
  'Digest',
  'Operation Policy Name',
  'Cryptographic Usage Mask',
  'Lease Time',
  'State',
  'Initial Date',
  'Activation Date',
  'Process Start Date',
  'Protect Stop Date',
  'Deactivation Date',
  'Destroy Date',
  'Compromise Occurrence Date',
  'Compromise Date',
  'Archive Date',
  'Object Group',
  'Fresh',
  'Application Specific Information',
  'Contact Information',
  'Last Change Date',
  'Sensitive',
])

const operations = ['GetAttributes', 'GetAttributeList', 'AddAttribute', 'ModifyAttribute', 'DeleteAttribute']

export const readableAttributes = rule(
  'readable-attributes',
  'attributes are ones that PyKMIP knows: no Link, Usage Limits, Revocation Reason, Original Creation Date, Alternative Name, Random Number Generator, Comment, Extractable, and of custom ones those with x- alone',
  (exchange) =>
    eachItem(exchange, undefined, ({operation, payload}) => {
      if (operation === undefined || !operations.includes(operation)) return undefined
      for (const item of childrenOf(payload)) {
        const fault = item.tag === Tag.Attribute ? unreadable(item) : undefined
        if (fault !== undefined) return fault
      }
      return undefined
    }),
)

function unreadable(attribute: TtlvNode): Fault | undefined {
  const name = attributeNameOf(attribute) ?? ''
  const type = childOf(attribute, Tag.AttributeValue)?.type
  if (name.startsWith('x-')) {
    return type === ItemType.TextString
      ? undefined
      : {expected: `${name} as Text String`, received: `item type ${type}`}
  }
  if (!readable.has(name)) return {expected: 'attributes that PyKMIP can read', received: name}
  if (name === 'Lease Time' && type !== ItemType.Interval) {
    return {expected: 'Lease Time as Interval', received: `item type ${type}`}
  }
  return undefined
}

export const askedAttributeFirst = rule(
  'asked-attribute-first',
  'the attribute that was asked for is the first of the answer',
  (exchange) =>
    eachItem(exchange, 'GetAttributes', ({request, payload}) => {
      const asked = childrenOf(childOf(request, Tag.RequestPayload)).find(({tag}) => tag === Tag.AttributeName)
      if (asked === undefined || payload === undefined) return undefined
      const wanted = typeof asked.value === 'string' ? asked.value : ''
      const first = childOf(payload, Tag.Attribute)
      const found = first === undefined ? undefined : attributeNameOf(first)
      return found === wanted
        ? undefined
        : {expected: `${wanted} as first attribute`, received: found ?? 'no attribute'}
    }),
)
