import {attributeNames, definitionOf} from '../attributes/lookup.ts'
import type {AttributeDefinition, AttributeRules, ObjectClass, Permission} from '../attributes/definition.ts'
import type {Fields} from '../schema/structure.ts'
import {tagTable} from '../spec/tag-details.ts'
import {partsOf} from './describe-operation.ts'
import type {Description} from './description.ts'

/** All standard attributes, by name. */
export function describedAttributes(): readonly Description[] {
  return attributeNames.map((name) => describeAttribute(definitionOf(name)))
}

function describeAttribute<T>({name, tag, type, range, rules}: AttributeDefinition<T>): Description {
  const entry = tagTable.entry(tag)
  const fields = 'fields' in type ? (type.fields as Fields) : undefined
  return {
    kind: 'attribute',
    name,
    identifier: entry?.name ?? name,
    number: tag,
    ...range,
    deprecatedSince: entry?.deprecatedSince,
    facts: {Type: type.description, ...ruleFacts(rules)},
    sections: fields === undefined ? [] : [{title: 'Members', parts: partsOf(fields, range)}],
  }
}

function ruleFacts(rules: AttributeRules): Readonly<Record<string, string>> {
  return {
    'Values of an object': `${rules.always ? 'always' : 'at most'} one${rules.multiple ? ' or more' : ''}`,
    'Set by a client': setting[`${rules.setByClient}`],
    'Changed by a client': permissions[rules.modifiable],
    'Deleted by a client': permissions[rules.deletable],
    'Applies to': rules.appliesTo.map((kind) => classes[kind]).join(', '),
  }
}

const setting = {true: 'yes', false: 'no', withObject: 'only together with the object'} as const

const permissions: Readonly<Record<Permission, string>> = {
  yes: 'yes',
  no: 'no',
  whilePreActive: 'while the object is Pre-Active',
  untilDeactivated: 'until the object is deactivated',
  untilReached: 'until the date is reached',
  untilAllocated: 'until some of it is allocated',
}

const classes: Readonly<Record<ObjectClass, string>> = {
  all: 'all objects',
  cryptographic: 'all cryptographic objects',
  keys: 'all keys',
  symmetricKeys: 'symmetric keys',
  asymmetricKeys: 'private and public keys',
  privateKeys: 'private keys',
  splitKeys: 'split keys',
  secretData: 'secret data',
  certificates: 'certificates',
  x509Certificates: 'X.509 certificates',
  pgpKeys: 'PGP keys',
  opaqueObjects: 'opaque objects',
  templates: 'templates',
}
