import {Flags} from '@oclif/core'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {RecommendedCurve} from '../../kmip/spec/enumerations.ts'
import {attributeFlags, attributesFrom, type AttributeFlagValues} from './attribute-flags.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

const {usage: _, ...common} = attributeFlags
const helpGroup = 'ATTRIBUTE'

/** Attributes of new key pairs: of both keys, and of each. */
export const pairFlags = {
  ...common,
  curve: Flags.string({summary: 'Curve, such as P-256, ed25519 or x25519', helpValue: 'NAME', helpGroup}),
  'private-name': Flags.string({summary: 'Name of the private key', helpValue: 'TEXT', helpGroup}),
  'public-name': Flags.string({summary: 'Name of the public key', helpValue: 'TEXT', helpGroup}),
  'private-usage': Flags.string({
    summary: 'What the private key may be used for, such as sign or decrypt,unwrap-key',
    helpValue: 'LIST',
    helpGroup,
  }),
  'public-usage': Flags.string({
    summary: 'What the public key may be used for, such as verify or encrypt,wrap-key',
    helpValue: 'LIST',
    helpGroup,
  }),
  'private-attribute': Flags.string({
    summary: 'Any attribute of the private key; repeat it for several',
    helpValue: 'NAME=VALUE',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
  'public-attribute': Flags.string({
    summary: 'Any attribute of the public key; repeat it for several',
    helpValue: 'NAME=VALUE',
    helpGroup,
    multiple: true,
    multipleNonGreedy: true,
  }),
}

export interface PairFlagValues extends Omit<AttributeFlagValues, 'usage'> {
  readonly curve?: string | undefined
  readonly 'private-name'?: string | undefined
  readonly 'public-name'?: string | undefined
  readonly 'private-usage'?: string | undefined
  readonly 'public-usage'?: string | undefined
  readonly 'private-attribute'?: readonly string[] | undefined
  readonly 'public-attribute'?: readonly string[] | undefined
}

/** What people call curves, and KMIP algorithms on them. */
const curveWords: Readonly<Record<string, Pick<PairFlagValues, 'algorithm' | 'curve'>>> = {
  ed25519: {algorithm: 'Ed25519'},
  ed448: {algorithm: 'Ed448'},
  x25519: {algorithm: 'ECDH', curve: 'CURVE25519'},
  x448: {algorithm: 'ECDH', curve: 'CURVE448'},
}

/** The flags in KMIP's own words. */
export function withKmipCurve<F extends PairFlagValues>(flags: F): F {
  const meant = curveWords[flags.curve?.toLowerCase() ?? '']
  if (meant === undefined) return flags
  const {curve: _, ...rest} = flags
  return {...rest, ...meant, algorithm: flags.algorithm ?? meant.algorithm} as F
}

/** The attributes of Create Key Pair and Re-key Key Pair; absent where no flag gives any. @throws UsageError naming the flag */
export function pairAttributes(given: PairFlagValues, now: Date) {
  const flags = withKmipCurve(given)
  const both = attributesFrom(flags, now)
  if (flags.curve !== undefined) {
    both.set('CryptographicDomainParameters', {
      recommendedCurve: parseEnumeration(RecommendedCurve, flags.curve, '--curve'),
    })
  }
  return {
    commonAttributes: unlessEmpty(both),
    privateKeyAttributes: unlessEmpty(halfAttributes(flags, 'private', now)),
    publicKeyAttributes: unlessEmpty(halfAttributes(flags, 'public', now)),
  }
}

function halfAttributes(flags: PairFlagValues, half: 'private' | 'public', now: Date): AttributeSet {
  const name = flags[`${half}-name`]
  return attributesFrom(
    {
      name: name === undefined ? [] : [name],
      usage: flags[`${half}-usage`],
      attribute: flags[`${half}-attribute`],
    },
    now,
  )
}

function unlessEmpty(set: AttributeSet): AttributeSet | undefined {
  return set.size === 0 ? undefined : set
}
