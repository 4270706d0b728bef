import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {AttributeName} from '../../../../src/kmip/attributes/catalogue.ts'
import {attributeNames, definitionOf} from '../../../../src/kmip/attributes/lookup.ts'
import type {ObjectTypeName} from '../../../../src/kmip/attributes/object-class.ts'
import {
  checkClientMayAdd,
  checkClientMayDelete,
  checkClientMayModify,
  checkClientMaySet,
  checkSingleInstance,
  type Circumstances,
} from '../../../../src/kmip/attributes/rules.ts'

/*
 * The attribute tables of KMIP 1.4 section 3 and 2.1 section 4, attribute by attribute: the first version; whether a client may set it
 * (never, only `with` the object, or later `too`); in which states it may change it (of those in `states`); in which it
 * may delete it; one value or many; the types of objects that have it.
 */
type Row = readonly [
  since: string,
  set: 'never' | 'with' | 'too',
  change: string,
  remove: string,
  values: 'one' | 'many',
  types: readonly ObjectTypeName[],
]

const keys = ['SymmetricKey', 'PublicKey', 'PrivateKey', 'SplitKey', 'PGPKey'] as const
const cryptographic = [...keys, 'Certificate', 'SecretData'] as const
const opaqueToo = [...cryptographic, 'OpaqueObject'] as const
const templatesToo = [...cryptographic, 'Template'] as const
const all = [...opaqueToo, 'Template'] as const
const certificates = ['Certificate'] as const
const withoutValue = ['SymmetricKey', 'PrivateKey', 'SplitKey', 'SecretData'] as const

/** P: Pre-Active, A: Active, D: Deactivated, C: Compromised. */
const always = 'PADC'
const certificatePart: Row = ['1.4', 'never', '', '', 'many', certificates]
const ofServer = (since: string, types: readonly ObjectTypeName[] = all): Row => [since, 'never', '', '', 'one', types]
const ofClient = (since: string, values: 'one' | 'many', types: readonly ObjectTypeName[] = all): Row => [
  since,
  'too',
  always,
  always,
  values,
  types,
]

const table: Readonly<Record<string, Row>> = {
  'Activation Date': ['1.0', 'too', 'P', '', 'one', all],
  'Alternative Name': ofClient('1.2', 'many'),
  'Always Sensitive': ofServer('1.4'),
  'Application Specific Information': ofClient('1.0', 'many'),
  'Archive Date': ofServer('1.0'),
  'Certificate Identifier': ofServer('1.0', certificates),
  'Certificate Issuer': ofServer('1.0', certificates),
  'Certificate Length': ['1.1', 'with', '', '', 'one', certificates],
  'Certificate Subject': ofServer('1.0', certificates),
  'Certificate Type': ['1.0', 'with', '', '', 'one', certificates],
  Comment: ofClient('1.4', 'one'),
  'Compromise Date': ofServer('1.0', opaqueToo),
  'Compromise Occurrence Date': ofServer('1.0', opaqueToo),
  'Contact Information': ofClient('1.0', 'one'),
  'Cryptographic Algorithm': ['1.0', 'with', '', '', 'one', templatesToo],
  'Cryptographic Domain Parameters': ['1.0', 'too', '', '', 'one', ['PublicKey', 'PrivateKey', 'Template']],
  'Cryptographic Length': ['1.0', 'with', '', '', 'one', templatesToo],
  'Cryptographic Parameters': ofClient('1.0', 'many', templatesToo),
  'Cryptographic Usage Mask': ['1.0', 'too', '', '', 'one', all],
  'Deactivation Date': ['1.0', 'too', 'PA', '', 'one', all],
  Description: ofClient('1.4', 'one'),
  'Destroy Date': ofServer('1.0', opaqueToo),
  Digest: ['1.0', 'never', '', '', 'many', opaqueToo],
  'Digital Signature Algorithm': ['1.1', 'with', '', '', 'many', ['Certificate', 'PGPKey']],
  Extractable: ['1.4', 'too', always, '', 'one', all],
  Fresh: ['1.1', 'too', '', '', 'one', cryptographic],
  'Initial Date': ofServer('1.0'),
  'Key Format Type': ['2.0', 'with', '', '', 'one', all],
  'Key Value Location': ofClient('1.2', 'many', withoutValue),
  'Key Value Present': ofServer('1.2', withoutValue),
  'Last Change Date': ofServer('1.0'),
  'Lease Time': ofServer('1.0', cryptographic),
  Link: ofClient('1.0', 'many', opaqueToo),
  Name: ofClient('1.0', 'many'),
  'Never Extractable': ofServer('1.4'),
  'NIST Key Type': ['2.0', 'too', '', '', 'many', all],
  'Object Group': ofClient('1.0', 'many'),
  'Object Type': ofServer('1.0'),
  'Opaque Data Type': ofServer('2.0', ['OpaqueObject']),
  'Operation Policy Name': ['1.0', 'too', '', '', 'one', all],
  'Original Creation Date': ['1.2', 'too', '', '', 'one', all],
  'PKCS#12 Friendly Name': ofClient('1.4', 'one', opaqueToo),
  'Process Start Date': ['1.0', 'too', 'PA', '', 'one', [...keys, 'SecretData', 'Template']],
  'Protect Stop Date': ['1.0', 'too', 'PA', '', 'one', [...keys, 'SecretData', 'Template']],
  'Protection Level': ofClient('2.0', 'one'),
  'Protection Period': ofClient('2.0', 'one'),
  'Protection Storage Mask': ofServer('2.0'),
  'Quantum Safe': ofClient('2.0', 'one'),
  'Random Number Generator': ['1.3', 'too', '', '', 'one', cryptographic],
  'Revocation Reason': ofServer('1.0', opaqueToo),
  'Rotate Automatic': ['2.1', 'too', '', '', 'one', all],
  'Rotate Date': ofServer('2.1'),
  'Rotate Generation': ofServer('2.1'),
  'Rotate Interval': ['2.1', 'too', '', '', 'one', all],
  'Rotate Latest': ofServer('2.1'),
  'Rotate Name': ofClient('2.1', 'one'),
  'Rotate Offset': ['2.1', 'too', '', '', 'one', all],
  Sensitive: ['1.4', 'too', always, '', 'one', all],
  'Short Unique Identifier': ofServer('2.0'),
  State: ofServer('1.0', opaqueToo),
  'Unique Identifier': ofServer('1.0'),
  'Usage Limits': ofClient('1.0', 'one', [...keys, 'Template']),
  'X.509 Certificate Identifier': ofServer('1.1', certificates),
  'X.509 Certificate Issuer': ofServer('1.1', certificates),
  'X.509 Certificate Subject': ofServer('1.1', certificates),
}

for (const side of ['Issuer', 'Subject'] as const) {
  for (const part of [
    'CN',
    'O',
    'OU',
    'Email',
    'C',
    'ST',
    'L',
    'UID',
    'Serial Number',
    'Title',
    'DC',
    'DN Qualifier',
  ]) {
    Object.assign(table, {[`Certificate ${side} ${part}`]: certificatePart})
  }
}

const states = {P: 'PreActive', A: 'Active', D: 'Deactivated', C: 'Compromised'} as const
const letters = Object.keys(states) as (keyof typeof states)[]

function circumstances(letter: keyof typeof states): Circumstances {
  return {state: states[letter], now: new Date(0), attributes: new AttributeSet()}
}

function allows(check: () => void): boolean {
  try {
    check()
    return true
  } catch {
    return false
  }
}

function statesThatAllow(check: (given: Circumstances) => void): string {
  return letters.filter((letter) => allows(() => check(circumstances(letter)))).join('')
}

it('has a row for every attribute', () => {
  expect(attributeNames.map((key) => definitionOf(key).name).sort()).toEqual(Object.keys(table).sort())
})

describe.each(attributeNames)('%s', (key: AttributeName) => {
  const {name, range} = definitionOf(key)
  const row = table[name]
  if (row === undefined) throw new Error(`No row for ${name}`)
  const [since, set, change, remove, values, types] = row

  it('belongs to its version', () => {
    expect(range.since).toBe(since)
  })

  it('is given to new objects by those who may', () => {
    const expected = set === 'never' ? [] : all.filter((type) => types.includes(type))
    expect(all.filter((type) => allows(() => checkClientMaySet(key, type)))).toEqual(expected)
  })

  it('is added to present objects by those who may', () => {
    const [type = 'Certificate'] = types
    const added = statesThatAllow((given) => checkClientMayAdd(key, type, given))
    expect(added).toBe(set === 'too' ? change || always : '')
  })

  it('is changed and deleted while that is allowed', () => {
    expect(statesThatAllow((given) => checkClientMayModify(key, given))).toBe(change)
    expect(statesThatAllow((given) => checkClientMayDelete(key, given))).toBe(remove)
  })

  it('has as many values as it may', () => {
    const two = new AttributeSet()
    for (const index of [0, 1]) two.add(key, `value ${index}` as never)
    expect(allows(() => checkSingleInstance(two))).toBe(values === 'many')
  })
})
