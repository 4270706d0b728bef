import {resolveCipher, type SymmetricCipher} from '../../../crypto/cipher-parameters.ts'
import {encrypt} from '../../../crypto/symmetric-cipher.ts'
import type {CryptographicParameters} from '../../../kmip/structures/cryptographic-parameters.ts'
import {parametersFor} from '../../cryptography/cipher-request.ts'
import type {ServerObject} from '../server-object.ts'
import {invalid, keyAndData, type DerivationInput} from './derivation-input.ts'

/** The encrypted derivation data: the same for the same input, so no IV is made. KMIP 1.4 section 4.6. */
export function encryptData(input: DerivationInput): Uint8Array {
  const {object, key, data} = keyAndData(input)
  const {cryptographicParameters, initializationVector} = input.parameters
  checkMode(object, cryptographicParameters)
  const parameters = parametersFor(object, cryptographicParameters)
  const cipher = resolveCipher(parameters, key)
  const iv = initializationVector ?? emptyIv(cipher)
  return encrypt(key, parameters, {data, iv}).data
}

/** An IV of zeros is the empty one; ciphers that turn data into keystream would give the latter away with it. */
function emptyIv(cipher: SymmetricCipher): Uint8Array | undefined {
  if (cipher.iv.made === 0) return undefined
  if (cipher.kind === 'chaining' && cipher.mode === 'CBC') return new Uint8Array(cipher.iv.made)
  throw invalid(`${cipher.algorithm} in mode ${cipher.mode} needs an Initialization Vector`)
}

/** The parameters of a key that has any say what it is for. */
function checkMode({attributes, id}: ServerObject, requested: CryptographicParameters | undefined): void {
  const modes = attributes.all('CryptographicParameters').flatMap(({blockCipherMode}) => blockCipherMode ?? [])
  const wanted = requested?.blockCipherMode
  if (wanted === undefined || modes.length === 0 || modes.includes(wanted)) return
  throw invalid(`The Cryptographic Parameters of key ${id} do not have the mode ${wanted}`)
}
