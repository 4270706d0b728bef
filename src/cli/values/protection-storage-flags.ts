import {Flags} from '@oclif/core'
import {ProtectionStorageMask} from '../../kmip/spec/masks.ts'
import type {ProtectionStorageMasks} from '../../kmip/structures/protection-storage-masks.ts'
import {parseMask} from '../../notation/mask-value.ts'

const shared = {helpValue: 'LIST', helpGroup: 'ATTRIBUTE', multiple: true, multipleNonGreedy: true} as const

/** Where the server may keep a new object, since KMIP 2.0. */
export const protectionStorageFlags = {
  'protection-storage': Flags.string({
    summary: 'Where it may be kept, such as hardware,on-system; repeat it for alternatives (KMIP 2.0)',
    ...shared,
  }),
}

/** The same of a key pair. */
export const pairStorageFlags = {
  'protection-storage': Flags.string({
    summary: 'Where both keys may be kept, such as hardware,on-system; repeat it for alternatives (KMIP 2.0)',
    ...shared,
  }),
  'private-protection-storage': Flags.string({summary: 'Where the private key may be kept (KMIP 2.0)', ...shared}),
  'public-protection-storage': Flags.string({summary: 'Where the public key may be kept (KMIP 2.0)', ...shared}),
}

type Lists = readonly string[] | undefined

export interface ProtectionStorageFlagValues {
  readonly 'protection-storage'?: Lists
}

export interface PairStorageFlagValues extends ProtectionStorageFlagValues {
  readonly 'private-protection-storage'?: Lists
  readonly 'public-protection-storage'?: Lists
}

/** The member of a request. @throws UsageError naming the flag */
export function protectionStorage(flags: ProtectionStorageFlagValues) {
  return {protectionStorageMasks: masksFrom(flags['protection-storage'], '--protection-storage')}
}

/** The members of a request for a key pair. @throws UsageError naming the flag */
export function pairProtectionStorage(flags: PairStorageFlagValues) {
  const of = (flag: keyof PairStorageFlagValues) => masksFrom(flags[flag], `--${flag}`)
  return {
    commonProtectionStorageMasks: of('protection-storage'),
    privateProtectionStorageMasks: of('private-protection-storage'),
    publicProtectionStorageMasks: of('public-protection-storage'),
  }
}

/** Each list is one mask, all bits of which the place must have. KMIP 2.1 section 7.33. */
function masksFrom(lists: Lists, setting: string): ProtectionStorageMasks | undefined {
  if (lists === undefined) return undefined
  return {protectionStorageMask: lists.map((list) => parseMask(ProtectionStorageMask, list, setting))}
}
