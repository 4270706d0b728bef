import {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import type {AttributeValue, Template} from '../codec/template.ts'
import {Refusal} from '../refusal.ts'
import {attributeKind, attributeName, type AttributeName} from '../spec/attribute-types.ts'
import {customAttributes, customNode, type CustomName} from './custom-attributes.ts'
import {usageNames, usualUsage, withUsage, type UsageName} from './usage-flags.ts'

/** What a template wants of a new object, by name. */
export class RequestedTemplate {
  readonly #values = new Map<AttributeName, AttributeValue | undefined>()

  /** Fails with CKR_ATTRIBUTE_TYPE_INVALID for attributes that nobody knows, with TEMPLATE_INCONSISTENT for repeated ones. */
  constructor(template: Template) {
    for (const {type, value} of template) {
      const name = attributeName(type)
      if (name === undefined) throw new Refusal('ATTRIBUTE_TYPE_INVALID')
      if (this.#values.has(name)) throw new Refusal('TEMPLATE_INCONSISTENT')
      this.#values.set(name, checkedValue(type, value))
    }
  }

  get names(): readonly AttributeName[] {
    return [...this.#values.keys()]
  }

  has(name: AttributeName): boolean {
    return this.#values.has(name)
  }

  /** Takes an attribute out: what is left in the end is refused. */
  take(name: AttributeName): AttributeValue | undefined {
    const value = this.#values.get(name)
    this.#values.delete(name)
    return value
  }

  takeNumber(name: AttributeName): number | undefined {
    const value = this.take(name)
    return typeof value === 'number' ? value : undefined
  }

  takeBoolean(name: AttributeName): boolean | undefined {
    const value = this.take(name)
    return typeof value === 'boolean' ? value : undefined
  }

  /** A copy; undefined when the attribute is not there. */
  takeBytes(name: AttributeName): Uint8Array | undefined {
    const value = this.take(name)
    return value instanceof Uint8Array ? Buffer.from(value) : undefined
  }

  /** Fails with CKR_TEMPLATE_INCOMPLETE. */
  requireBytes(name: AttributeName): Uint8Array {
    const value = this.takeBytes(name)
    if (value === undefined || value.length === 0) throw new Refusal('TEMPLATE_INCOMPLETE')
    return value
  }

  /** Fails with CKR_TEMPLATE_INCOMPLETE. */
  requireNumber(name: AttributeName): number {
    const value = this.takeNumber(name)
    if (value === undefined) throw new Refusal('TEMPLATE_INCOMPLETE')
    return value
  }

  /** Fails when the template says something else. */
  expectNumber(name: AttributeName, expected: number): void {
    if (this.has(name) && this.take(name) !== expected) throw new Refusal('TEMPLATE_INCONSISTENT')
  }

  /** Refuses what nobody has taken: it is told by the token alone, or the object has none. */
  end(): void {
    const [left] = this.#values.keys()
    if (left === undefined) return
    throw new Refusal(toldByToken.includes(left) ? 'ATTRIBUTE_READ_ONLY' : 'ATTRIBUTE_TYPE_INVALID')
  }
}

const toldByToken: readonly AttributeName[] = [
  'ALWAYS_SENSITIVE',
  'KEY_GEN_MECHANISM',
  'LOCAL',
  'NEVER_EXTRACTABLE',
  'UNIQUE_ID',
]

/** Empty values of strings and dates are often left out; of others they are none. */
function checkedValue(type: number, value: AttributeValue | undefined): AttributeValue | undefined {
  if (value !== undefined) return value
  const kind = attributeKind(type)
  if (kind === 'bytes') return Buffer.alloc(0)
  if (kind === 'text' || kind === 'date') return ''
  if (kind === 'ulongs' || kind === 'template') return []
  throw new Refusal('ATTRIBUTE_VALUE_INVALID')
}

/** What an object of the token always is, and cannot be made otherwise. */
const constants: Readonly<Partial<Record<AttributeName, AttributeValue>>> = {
  ALLOWED_MECHANISMS: [],
  ALWAYS_AUTHENTICATE: false,
  COPYABLE: false,
  DESTROYABLE: true,
  END_DATE: '',
  MODIFIABLE: true,
  SIGN_RECOVER: false,
  START_DATE: '',
  TRUSTED: false,
  VERIFY_RECOVER: false,
  WRAP_WITH_TRUSTED: false,
}

/** Takes what every object may have out of a template, as attributes of KMIP. */
export function commonAttributes(template: RequestedTemplate): AttributeSet {
  for (const [name, value] of Object.entries(constants) as [AttributeName, AttributeValue][]) {
    if (template.has(name)) checkConstant(name, template.take(name), value)
  }
  const attributes = new AttributeSet()
  const label = template.take('LABEL')
  if (typeof label === 'string' && label !== '') {
    attributes.set('Name', {nameValue: label, nameType: 'UninterpretedTextString'})
  }
  for (const name of Object.keys(customAttributes) as CustomName[]) {
    const node = customNodeOf(template.take(name))
    if (node !== undefined) attributes.set(customAttributes[name], node)
  }
  return attributes
}

/** To be copied is more than this token can do, but no harm comes of a caller who would allow it. */
function checkConstant(name: AttributeName, wanted: AttributeValue | undefined, value: AttributeValue): void {
  const isSame = Array.isArray(value) ? Array.isArray(wanted) && wanted.length === 0 : wanted === value
  if (!isSame && name !== 'COPYABLE') throw new Refusal('ATTRIBUTE_VALUE_INVALID')
}

/** Empty values are not kept. */
function customNodeOf(value: AttributeValue | undefined): TtlvNode | undefined {
  if (typeof value === 'boolean') return customNode(value)
  const isText = typeof value === 'string' || value instanceof Uint8Array
  return isText && value.length > 0 ? customNode(value) : undefined
}

/** What a key is and what it is for. */
export interface KeyKind {
  readonly class: number
  readonly keyType: number
}

/**
 * Takes what every key may have out of a template. A key that is made here is active at once, or nobody could use it.
 * One whose uses nobody names is for all that keys of its type are good for; where some are named, for those.
 */
export function keyAttributes(
  template: RequestedTemplate,
  {class: objectClass, keyType}: KeyKind,
  now: Date,
): AttributeSet {
  template.expectNumber('CLASS', objectClass)
  template.expectNumber('KEY_TYPE', keyType)
  const attributes = commonAttributes(template).set('ActivationDate', now)
  attributes.set('CryptographicUsageMask', usageOf(template, objectClass, keyType))
  const sensitive = template.takeBoolean('SENSITIVE')
  const extractable = template.takeBoolean('EXTRACTABLE')
  if (sensitive !== undefined) attributes.set('Sensitive', sensitive)
  if (extractable !== undefined) attributes.set('Extractable', extractable)
  return attributes
}

function usageOf(template: RequestedTemplate, objectClass: number, keyType: number): number {
  const named = usageNames.filter((name) => template.has(name))
  if (named.length === 0) return usualUsage(objectClass, keyType)
  const uses = named.map((name): [UsageName, boolean] => [name, template.takeBoolean(name) === true])
  return uses.reduce((mask, [name, may]) => {
    const changed = withUsage(objectClass, name, may, mask)
    if (changed === undefined) throw new Refusal('TEMPLATE_INCONSISTENT')
    return changed
  }, 0)
}

/** CKA_TOKEN: false when it is left out. */
export function isForToken(template: RequestedTemplate): boolean {
  return template.takeBoolean('TOKEN') === true
}
