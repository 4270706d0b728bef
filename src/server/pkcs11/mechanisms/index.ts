import {Refusal} from '../refusal.ts'
import {CKM, mechanismFlags} from '../spec/mechanism-types.ts'
import {hashFamilies} from './hashes.ts'
import {keyPairMechanisms} from './key-pair-mechanisms.ts'
import type {MechanismDefinition} from './mechanism-definition.ts'
import {secretKeyMechanisms} from './secret-key-mechanisms.ts'

const digests: readonly MechanismDefinition[] = hashFamilies.map(({digest: name, hash}) => ({
  name,
  sizes: [0, 0],
  keyTypes: [],
  hash,
}))

/** Every mechanism of this token, in the order of their numbers. */
export const mechanisms: readonly MechanismDefinition[] = [
  ...secretKeyMechanisms,
  ...keyPairMechanisms,
  ...digests,
].sort((a, b) => CKM[a.name] - CKM[b.name])

const byNumber = new Map<number, MechanismDefinition>(mechanisms.map((one) => [CKM[one.name], one]))

/** Fails with CKR_MECHANISM_INVALID. */
export function mechanismOf(number: number): MechanismDefinition {
  const found = byNumber.get(number)
  if (found === undefined) throw new Refusal('MECHANISM_INVALID')
  return found
}

/** What a mechanism does, as CK_MECHANISM_INFO says it. */
export function flagsOf({cipher, wraps, signing, hash, generates, derives, flags = 0}: MechanismDefinition): number {
  const {ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP, UNWRAP, DIGEST, GENERATE, GENERATE_KEY_PAIR, DERIVE} = mechanismFlags
  const said: readonly (readonly [boolean, number])[] = [
    [cipher !== undefined, ENCRYPT | DECRYPT],
    [wraps === true, WRAP | UNWRAP],
    [signing !== undefined, SIGN | VERIFY],
    [hash !== undefined, DIGEST],
    [generates === 'key', GENERATE],
    [generates === 'pair', GENERATE_KEY_PAIR],
    [derives === true, DERIVE],
  ]
  return said.reduce((all, [does, flag]) => (does ? all | flag : all), flags)
}
