import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import type {Ledger} from '../conversation/ledger.ts'
import {attributeNameOf, attributeSets, childOf} from '../conversation/payload.ts'

/** Items of an attribute answer, wherever they stand. */
const attributeTags: ReadonlySet<number> = new Set([Tag.Attribute, Tag.AttributeName, Tag.AttributeReference])

/** Items of an answer to Query of which a server may have more. */
const queryTags: ReadonlySet<number> = new Set([
  Tag.Operation,
  Tag.ObjectType,
  Tag.ApplicationNamespace,
  Tag.ExtensionInformation,
  Tag.AttestationType,
  Tag.RNGParameters,
  Tag.ProfileInformation,
  Tag.ValidationInformation,
  Tag.CapabilityInformation,
  Tag.ClientRegistrationMethod,
])

/** True for the items under `tag` in a structure that have no order and may be more than expected. */
export function isSet(tag: number, parent: number, operation: string): boolean {
  if (attributeSets.has(parent)) return true
  if (tag === Tag.AttributeName) return parent === Tag.ResponsePayload
  if (attributeTags.has(tag)) return true
  return operation === 'Query' && parent === Tag.ResponsePayload && queryTags.has(tag)
}

/** The template structures that a response of 1.x may have or not. */
const optionalTemplates: ReadonlySet<number> = new Set([
  Tag.TemplateAttribute,
  Tag.CommonTemplateAttribute,
  Tag.PrivateKeyTemplateAttribute,
  Tag.PublicKeyTemplateAttribute,
])

/** True for an item that may be there or not, whatever the case says. */
export function isOptional(item: TtlvNode, parent: number): boolean {
  if (item.tag === Tag.ResultMessage) return true
  if (item.tag === Tag.AttributeIndex) return item.value === 0
  // The time of sending belongs to the sender, who may leave it out. KMIP 1.4 section 6.13
  if (item.tag === Tag.TimeStamp) return parent === Tag.RequestHeader
  if (item.tag === Tag.MessageExtension) return childOf(item, Tag.CriticalityIndicator)?.value !== true
  return parent === Tag.ResponsePayload && optionalTemplates.has(item.tag)
}

/** True for an item that a server may have beyond what is expected: in the answer to Query also who it is. */
export function mayBeThere(item: TtlvNode, parent: number, operation: string): boolean {
  if (isOptional(item, parent)) return true
  return operation === 'Query' && parent === Tag.ResponsePayload && serverFacts.has(item.tag)
}

const serverFacts: ReadonlySet<number> = new Set([Tag.VendorIdentification, Tag.ServerInformation])

/** True for an expected attribute that only the server of the case had: its own attributes, and groups of its own. */
export function isOfServer(attribute: TtlvNode, ledger: Ledger): boolean {
  const name = attributeNameOf(attribute)
  if (name === undefined) return false
  if (name.startsWith('y-')) return true
  const value = childOf(attribute, Tag.AttributeValue)?.value
  return name === 'Object Group' && typeof value === 'string' && !ledger.groups.has(value)
}
