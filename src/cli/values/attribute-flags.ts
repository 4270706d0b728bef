import {Flags} from '@oclif/core'
import {addItem} from '../../kmip/attributes/wire-v1.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {CryptographicAlgorithm} from '../../kmip/spec/enumerations.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import {parseAssignment} from '../../notation/attribute-assignment.ts'
import {parseDate} from '../../notation/date-value.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {parseMask} from '../../notation/mask-value.ts'

const helpGroup = 'ATTRIBUTE'

/** Attributes of new objects, and those that objects are found by. */
export const attributeFlags = {
  name: Flags.string({
    summary: 'Name; repeat it for several',
    helpValue: 'TEXT',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
  group: Flags.string({
    summary: 'Object group; repeat it for several',
    helpValue: 'TEXT',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
  algorithm: Flags.string({summary: 'Cryptographic algorithm, such as AES', helpValue: 'NAME', helpGroup}),
  length: Flags.integer({summary: 'Cryptographic length in bits', helpValue: 'BITS', helpGroup, min: 0}),
  usage: Flags.string({
    summary: 'What the key may be used for, such as encrypt,decrypt or wrap-key,unwrap-key',
    helpValue: 'LIST',
    helpGroup,
  }),
  'activation-date': Flags.string({summary: 'now, +1h or a date: active from then on', helpValue: 'DATE', helpGroup}),
  'deactivation-date': Flags.string({
    summary: '+365d or a date: no longer for new use from then on',
    helpValue: 'DATE',
    helpGroup,
  }),
  attribute: Flags.string({
    summary: 'Any other attribute; repeat it for several',
    description:
      "Names are KMIP's ('Contact Information'), x-NAME or VENDOR:NAME. Custom attributes are texts, others need their type, as in 'x-count(integer)=5'.",
    helpValue: 'NAME=VALUE',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
}

export interface AttributeFlagValues {
  readonly name?: readonly string[] | undefined
  readonly group?: readonly string[] | undefined
  readonly algorithm?: string | undefined
  readonly length?: number | undefined
  readonly usage?: string | undefined
  readonly 'activation-date'?: string | undefined
  readonly 'deactivation-date'?: string | undefined
  readonly attribute?: readonly string[] | undefined
}

/** The attributes that the flags give. @throws UsageError naming the flag */
export function attributesFrom(flags: AttributeFlagValues, now: Date): AttributeSet {
  const set = new AttributeSet()
  const {algorithm, length, usage} = flags
  if (algorithm !== undefined) {
    set.set('CryptographicAlgorithm', parseEnumeration(CryptographicAlgorithm, algorithm, '--algorithm'))
  }
  if (length !== undefined) set.set('CryptographicLength', length)
  if (usage !== undefined) set.set('CryptographicUsageMask', parseMask(CryptographicUsageMask, usage, '--usage'))
  for (const nameValue of flags.name ?? []) set.add('Name', {nameValue, nameType: 'UninterpretedTextString'})
  for (const group of flags.group ?? []) set.add('ObjectGroup', group)
  addDate(set, 'ActivationDate', flags['activation-date'], now)
  addDate(set, 'DeactivationDate', flags['deactivation-date'], now)
  for (const text of flags.attribute ?? []) addItem(set, parseAssignment(text, '--attribute', {now}))
  return set
}

const dateFlags = {ActivationDate: '--activation-date', DeactivationDate: '--deactivation-date'} as const

function addDate(set: AttributeSet, key: keyof typeof dateFlags, text: string | undefined, now: Date): void {
  if (text !== undefined) set.set(key, parseDate(text, dateFlags[key], now))
}
