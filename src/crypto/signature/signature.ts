import type {KeyObject} from 'node:crypto'
import {KmipError} from '../../kmip/error.ts'
import type {EnumName, EnumValue} from '../../kmip/spec/enumeration.ts'
import {
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  HashingAlgorithm,
  MaskGenerator,
  PaddingMethod,
} from '../../kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {factsOf} from '../keys/asymmetric-facts.ts'
import {invalidParameter, missingParameter, unsupportedParameter} from '../refusal.ts'
import {digitalSignature} from './digital-signature.ts'
import {dsaGroup} from './dsa-group.ts'
import {edwardsSignature} from './edwards-signature.ts'
import {ellipticGroup} from './elliptic-group.ts'
import {rsaPkcs1} from './rsa-pkcs1.ts'
import {rsaPss} from './rsa-pss.ts'
import {rsaX931} from './rsa-x931.ts'
import {signatureAlgorithms, type SignatureChoice} from './signature-algorithms.ts'
import type {HashName, SignatureScheme} from './signature-scheme.ts'

/** What Cryptographic Parameters say of a signature, one word for each choice. KMIP 1.4 section 3.6. */
interface Choices {
  readonly hash: HashName | undefined
  readonly padding: EnumName<typeof PaddingMethod> | undefined
  readonly maskHash: HashName | undefined
  readonly saltLength: number | undefined
}

const schemes: Readonly<Record<string, (choices: Choices) => SignatureScheme>> = {
  rsa: rsaScheme,
  'rsa-pss': (choices) => rsaScheme({...choices, padding: choices.padding ?? 'PSS'}),
  dsa: ({hash}) => digitalSignature(hash, dsaGroup),
  ec: ({hash}) => digitalSignature(hash, ellipticGroup),
  ed25519: () => edwardsSignature,
  ed448: () => edwardsSignature,
}

/** Thrown for parameters of another algorithm than the key's: nothing that such a key signs could be such a signature. */
export class OtherAlgorithm extends KmipError {}

/**
 * The scheme that parameters mean for a key: a Digital Signature Algorithm, or algorithm, hash and padding one by one.
 * KMIP 1.4 sections 3.6 and 4.31.
 *
 * @throws OtherAlgorithm, or KmipError for parameters that contradict each other or are not supported
 */
export function signatureScheme(key: KeyObject, parameters: CryptographicParameters): SignatureScheme {
  const choice = choiceOf(parameters.digitalSignatureAlgorithm)
  checkAlgorithm(key, choice, parameters)
  const scheme = schemes[key.asymmetricKeyType ?? '']
  if (scheme === undefined) throw invalidParameter(`Keys of ${factsOf(key).algorithms.join(' or ')} do not sign`)
  checkMask(parameters)
  return scheme({
    hash: agreed('Hashing Algorithm', choice?.hash, hashNamed(parameters.hashingAlgorithm)),
    padding: agreed('Padding Method', choice?.padding, paddingNamed(parameters.paddingMethod)),
    maskHash: hashNamed(parameters.maskGeneratorHashingAlgorithm),
    saltLength: parameters.saltLength,
  })
}

function choiceOf(algorithm: CryptographicParameters['digitalSignatureAlgorithm']): SignatureChoice | undefined {
  if (algorithm === undefined) return undefined
  const name = DigitalSignatureAlgorithm.entry(algorithm)?.name
  if (name !== undefined) return signatureAlgorithms[name]
  throw unsupportedParameter(`Digital Signature Algorithm ${algorithm} is not supported`)
}

/** A key on a curve may be called EC, ECDSA or something else; to sign is what ECDSA does. */
function checkAlgorithm(
  key: KeyObject,
  choice: SignatureChoice | undefined,
  {cryptographicAlgorithm}: CryptographicParameters,
): void {
  const {algorithms} = factsOf(key)
  for (const said of [choice?.algorithm, cryptographicAlgorithm]) {
    if (said === undefined || algorithms.some((name) => name === said)) continue
    const name = CryptographicAlgorithm.entry(said)?.name ?? said
    throw new OtherAlgorithm(
      'BadCryptographicParameters',
      `The key is a key of ${algorithms.join(' or ')}, not of ${name}`,
    )
  }
}

function agreed<T>(what: string, one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other
  throw invalidParameter(`The Digital Signature Algorithm has ${what} ${String(one)}, not ${String(other)}`)
}

function hashNamed(hash: EnumValue<typeof HashingAlgorithm> | undefined): HashName | undefined {
  if (hash === undefined) return undefined
  const name = HashingAlgorithm.entry(hash)?.name
  if (name !== undefined) return name
  throw unsupportedParameter(`Hashing Algorithm ${hash} is not supported`)
}

function paddingNamed(
  padding: EnumValue<typeof PaddingMethod> | undefined,
): EnumName<typeof PaddingMethod> | undefined {
  if (padding === undefined) return undefined
  const name = PaddingMethod.entry(padding)?.name
  if (name !== undefined) return name
  throw unsupportedParameter(`Padding Method ${padding} is not supported`)
}

function checkMask({maskGenerator, trailerField}: CryptographicParameters): void {
  if (maskGenerator !== undefined && MaskGenerator.entry(maskGenerator)?.name !== 'MGF1') {
    throw unsupportedParameter(`Mask Generator ${maskGenerator} is not supported, MGF1 is`)
  }
  if (trailerField !== undefined && trailerField !== 1) {
    throw unsupportedParameter(`Trailer Field ${trailerField} is not supported, 1 is`)
  }
}

function rsaScheme({hash, padding = 'PKCS1V1_5', maskHash, saltLength}: Choices): SignatureScheme {
  if (padding === 'PKCS1V1_5') return rsaPkcs1(hash)
  if (padding !== 'PSS' && padding !== 'X9_31') {
    throw unsupportedParameter(`RSA signatures with Padding Method ${padding} are not supported`)
  }
  if (hash === undefined) throw missingParameter(`A signature with Padding Method ${padding} needs a Hashing Algorithm`)
  if (padding === 'X9_31') return rsaX931(hash)
  return rsaPss({hash, maskHash, saltLength})
}
