import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import {Refusal} from '../refusal.ts'
import {mechanismFlags} from '../spec/mechanism-types.ts'
import {CKK} from '../spec/objects.ts'
import {hashFamilies, hashOfMask, hashOfMechanism, type DigestHash} from './hashes.ts'
import type {CipherPlan, MechanismDefinition, SigningPlan} from './mechanism-definition.ts'
import {noParameter, oaepParameter, pssParameter} from './mechanism-parameters.ts'

/** In bits: what Create Key Pair makes, and no register refuses. */
const rsa = {sizes: [1024, 8192], keyTypes: [CKK.RSA]} as const
const {EC_F_P, EC_OID, EC_UNCOMPRESS} = mechanismFlags
const elliptic = {sizes: [112, 571], keyTypes: [CKK.EC], flags: EC_F_P | EC_OID | EC_UNCOMPRESS} as const
const edwards = {sizes: [256, 456], keyTypes: [CKK.EC_EDWARDS], flags: EC_OID} as const

/** CKZ_DATA_SPECIFIED. */
const dataSpecified = 1

function pkcs1Cipher(parameter: Uint8Array | undefined): CipherPlan {
  noParameter(parameter)
  return {parameters: {cryptographicAlgorithm: 'RSA', paddingMethod: 'PKCS1V1_5'}}
}

function oaepCipher(parameter: Uint8Array | undefined): CipherPlan {
  const {hash, mgf, source, label} = oaepParameter(parameter)
  // Without a label some say that there is none, others that it is of no bytes.
  if (source !== dataSpecified && label.length > 0) throw new Refusal('MECHANISM_PARAM_INVALID')
  return {
    parameters: {
      cryptographicAlgorithm: 'RSA',
      paddingMethod: 'OAEP',
      hashingAlgorithm: known(hashOfMechanism(hash)),
      maskGenerator: 'MGF1',
      maskGeneratorHashingAlgorithm: known(hashOfMask(mgf)),
      pSource: Buffer.from(label),
    },
  }
}

function known(hash: DigestHash | undefined): DigestHash {
  if (hash === undefined) throw new Refusal('MECHANISM_PARAM_INVALID')
  return hash
}

function pkcs1Signing(hashingAlgorithm?: DigestHash) {
  return (parameter: Uint8Array | undefined): SigningPlan => {
    noParameter(parameter)
    const parameters: CryptographicParameters = {
      cryptographicAlgorithm: 'RSA',
      paddingMethod: 'PKCS1V1_5',
      hashingAlgorithm,
    }
    return {kind: 'signature', parameters, digested: hashingAlgorithm === undefined}
  }
}

/** A mechanism with a hash in its name and a parameter that names another one contradicts itself. */
function pssSigning(own?: DigestHash) {
  return (parameter: Uint8Array | undefined): SigningPlan => {
    const {hash, mgf, saltLength} = pssParameter(parameter)
    const hashingAlgorithm = known(hashOfMechanism(hash))
    if ((own !== undefined && own !== hashingAlgorithm) || saltLength > 512)
      throw new Refusal('MECHANISM_PARAM_INVALID')
    const parameters: CryptographicParameters = {
      cryptographicAlgorithm: 'RSA',
      paddingMethod: 'PSS',
      hashingAlgorithm,
      maskGenerator: 'MGF1',
      maskGeneratorHashingAlgorithm: known(hashOfMask(mgf)),
      saltLength,
    }
    return {kind: 'signature', parameters, digested: own === undefined}
  }
}

function ecdsaSigning(hashingAlgorithm?: DigestHash) {
  return (parameter: Uint8Array | undefined): SigningPlan => {
    noParameter(parameter)
    const parameters: CryptographicParameters = {cryptographicAlgorithm: 'ECDSA', hashingAlgorithm}
    return {kind: 'signature', parameters, digested: hashingAlgorithm === undefined, plainPair: true}
  }
}

function edwardsSigning(parameter: Uint8Array | undefined): SigningPlan {
  // Pure EdDSA without a context is what the absence of a parameter means.
  noParameter(parameter)
  return {kind: 'signature', parameters: {}}
}

/** RSA and elliptic curves: PKCS#11 3.0 sections 2.1 and 2.3. */
export const keyPairMechanisms: readonly MechanismDefinition[] = [
  {name: 'RSA_PKCS_KEY_PAIR_GEN', ...rsa, generates: 'pair'},
  {name: 'RSA_PKCS', ...rsa, cipher: pkcs1Cipher, signing: pkcs1Signing(), wraps: true},
  {name: 'RSA_PKCS_OAEP', ...rsa, cipher: oaepCipher, wraps: true},
  {name: 'RSA_PKCS_PSS', ...rsa, signing: pssSigning()},
  {name: 'EC_KEY_PAIR_GEN', ...elliptic, generates: 'pair'},
  {name: 'ECDSA', ...elliptic, signing: ecdsaSigning()},
  {name: 'ECDH1_DERIVE', ...elliptic, derives: true},
  {name: 'EC_EDWARDS_KEY_PAIR_GEN', ...edwards, generates: 'pair'},
  {name: 'EDDSA', ...edwards, signing: edwardsSigning},
  ...hashFamilies.flatMap(({hash, rsa: pkcs1, pss, ecdsa}): MechanismDefinition[] => [
    ...(pkcs1 === undefined ? [] : [{name: pkcs1, ...rsa, signing: pkcs1Signing(hash)}]),
    ...(pss === undefined ? [] : [{name: pss, ...rsa, signing: pssSigning(hash)}]),
    ...(ecdsa === undefined ? [] : [{name: ecdsa, ...elliptic, signing: ecdsaSigning(hash)}]),
  ]),
]
