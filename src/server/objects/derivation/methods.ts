import {createHash} from 'node:crypto'
import {deriveAwsSigningKey} from '../../../crypto/derivation/aws-signature.ts'
import {derivationTooShort} from '../../../crypto/derivation/derivation-refusal.ts'
import {deriveHkdf} from '../../../crypto/derivation/hkdf.ts'
import {
  counterKdf,
  feedbackKdf,
  pipelineKdf,
  type IteratedInput,
  type PseudorandomFunction,
} from '../../../crypto/derivation/iterated-kdf.ts'
import {agreeOnSecret} from '../../../crypto/derivation/key-agreement.ts'
import {checkPbkdf2, derivePbkdf2} from '../../../crypto/derivation/pbkdf2.ts'
import {digest} from '../../../crypto/digest.ts'
import {hashOfHmac, hmac, mac} from '../../../crypto/mac.ts'
import type {EnumName} from '../../../kmip/spec/enumeration.ts'
import type {DerivationMethod as DerivationMethodTable} from '../../../kmip/spec/enumerations.ts'
import type {OperationContext} from '../../context.ts'
import {asymmetricKeyOf} from '../asymmetric-material.ts'
import {secretBytesOf} from '../key-material.ts'
import type {ServerObject} from '../server-object.ts'
import {
  derivationData,
  invalid,
  keyAndAnyData,
  keyAndData,
  onlySecret,
  type DerivationInput,
  type DerivationMethod,
} from './derivation-input.ts'
import {encryptData} from './encryption.ts'

type MethodName = EnumName<typeof DerivationMethodTable>

/** The derivation methods of KMIP 1.4 section 9.1.3.2.21, 2.1 section 11.14. */
export const derivationMethods: Readonly<Record<MethodName, DerivationMethod>> = {
  AWSSignatureVersion4: async (_context, input) => cut(input, awsSigningKey(input)),
  AsymmetricKey: async (_context, input) => cut(input, agreement(input)),
  ENCRYPT: async (_context, input) => cut(input, encryptData(input)),
  HASH: async (_context, input) => cut(input, digest(hashingAlgorithm(input), onlySecret(input))),
  HMAC: async (_context, input) => {
    const {object, key, data} = keyAndData(input)
    return cut(input, hmac(hashOfKey(object) ?? hashingAlgorithm(input, object))(key, [data]))
  },
  HKDF: async (_context, input) => extracted(input),
  NIST800_108_C: iterated(counterKdf),
  NIST800_108_DPI: iterated(pipelineKdf),
  NIST800_108_F: iterated(feedbackKdf),
  PBKDF2: derivePassword,
}

/** The leading bytes, when there are as many. */
function cut({length}: DerivationInput, output: Uint8Array): Uint8Array {
  if (output.length < length) throw derivationTooShort(length, output.length)
  return output.subarray(0, length)
}

/** An HMAC key says itself with which hash it works; the parameters are ignored then. KMIP 1.4 section 4.6. */
function hashOfKey({attributes}: ServerObject) {
  return hashOfHmac(attributes.get('CryptographicAlgorithm'))
}

/** As the parameters say it, else those of the key. */
function hashingAlgorithm({bases, parameters}: DerivationInput, object: ServerObject | undefined = bases[0]) {
  const {hashingAlgorithm: hash, cryptographicAlgorithm: algorithm} =
    parameters.cryptographicParameters ?? object?.attributes.get('CryptographicParameters') ?? {}
  const chosen = hash ?? hashOfHmac(algorithm)
  if (chosen === undefined) throw invalid('The derivation method needs a Hashing Algorithm')
  return chosen
}

/** KMIP 2.1 section 7.12: the optional information is the Derivation Data, and the hash does not come from the key. */
function extracted(input: DerivationInput): Uint8Array {
  const {key, data: info = new Uint8Array(0)} = keyAndAnyData(input)
  const {salt = new Uint8Array(0), cryptographicParameters = {}} = input.parameters
  const {hashingAlgorithm, cryptographicAlgorithm} = cryptographicParameters
  const hash = hashingAlgorithm ?? hashOfHmac(cryptographicAlgorithm) ?? 'SHA_256'
  return deriveHkdf({hash, key, salt, info, length: input.length})
}

/** KMIP 2.1 section 7.12. */
function awsSigningKey({bases, parameters}: DerivationInput): Uint8Array {
  const [date, region, service, ...more] = parameters.derivationData ?? []
  if (date === undefined || region === undefined || service === undefined || more.length > 0) {
    throw invalid('AWS Signature Version 4 needs three Derivation Data: date, region and service')
  }
  const [secret, ...others] = bases
  if (secret === undefined || others.length > 0) throw invalid('The derivation method takes one object')
  return deriveAwsSigningKey(secretBytesOf(secret), {date, region, service})
}

/** NIST SP 800-108: Derivation Data is label, separator and context; the length in bits ends the fixed input. */
function iterated(kdf: (prf: PseudorandomFunction, input: IteratedInput) => Uint8Array): DerivationMethod {
  return async (_context, input) => {
    const {object, key, data} = keyAndData(input)
    const {attributes} = object
    const parameters = input.parameters.cryptographicParameters ?? attributes.get('CryptographicParameters') ?? {}
    const macParameters = {
      keyAlgorithm: attributes.get('CryptographicAlgorithm'),
      algorithm: hashOfKey(object) === undefined ? parameters.cryptographicAlgorithm : undefined,
      mode: parameters.blockCipherMode,
      hash: parameters.hashingAlgorithm,
    }
    const lengthBits = Buffer.alloc(4)
    lengthBits.writeUInt32BE(input.length * 8)
    const fixed = Buffer.concat([data, lengthBits])
    const iv = input.parameters.initializationVector
    return kdf((...parts) => mac(key, macParameters, parts), {fixed, iv, length: input.length})
  }
}

async function derivePassword(context: OperationContext, input: DerivationInput): Promise<Uint8Array> {
  const {salt, iterationCount: iterations, cryptographicParameters = {}} = input.parameters
  if (salt === undefined) throw invalid('PBKDF2 needs a Salt')
  if (iterations === undefined) throw invalid('PBKDF2 needs an Iteration Count')
  const {hashingAlgorithm: named, cryptographicAlgorithm: algorithm} = cryptographicParameters
  const hash = named ?? hashOfHmac(algorithm) ?? 'SHA_1'
  const work = {hash, password: onlySecret(input), salt, iterations, length: input.length}
  checkPbkdf2(work)
  const digested = createHash('sha256').update(work.password).update(salt).digest('hex')
  const key = ['PBKDF2', hash, iterations, input.length, salt.length, digested].join(' ')
  return context.outside(key, () => derivePbkdf2(work))
}

function agreement({bases, parameters}: DerivationInput): Uint8Array {
  const privateKey = bases.find(({type}) => type === 'PrivateKey')
  const publicKey = bases.find(({type}) => type === 'PublicKey')
  if (privateKey === undefined || publicKey === undefined || bases.length > 2) {
    throw invalid('A key agreement takes one Private Key and one Public Key')
  }
  if (derivationData(parameters) !== undefined) throw invalid('A key agreement takes no Derivation Data')
  return agreeOnSecret(asymmetricKeyOf(privateKey), asymmetricKeyOf(publicKey))
}
