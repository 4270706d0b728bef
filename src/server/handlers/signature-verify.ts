import {createPublicKey, type KeyObject} from 'node:crypto'
import {OtherAlgorithm, signatureScheme} from '../../crypto/signature/signature.ts'
import type {SignatureScheme} from '../../crypto/signature/signature-scheme.ts'
import {KmipError} from '../../kmip/error.ts'
import {SignatureVerify} from '../../kmip/operations/signature-verify.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import {handler} from '../handler.ts'
import {signatureStep} from '../cryptography/signature-request.ts'

const use = {name: 'SignatureVerify', mask: 'Verify', protects: false} as const

/** KMIP 1.4 section 4.32, 2.1 section 6.1.56. A signature that is wrong is an answer, not a failure. */
export const signatureVerify = handler(SignatureVerify, async (context, request) => {
  const {signatureData} = request
  const {object, key, parameters, stream, opening, input} = await signatureStep(context, request, use, {signatureData})
  checkSignatureData(signatureData, opening.signatureData)
  const scheme = schemeFor(key, parameters)
  if (input === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  const signature = signatureData ?? opening.signatureData
  if (signature === undefined) throw new KmipError('MissingData', 'No request of this verification has Signature Data')
  const valid = scheme !== undefined && scheme.verify(publicHalf(key), input, signature)
  return {uniqueIdentifier: object.id, validityIndicator: valid ? ('Valid' as const) : ('Invalid' as const)}
})

/** Undefined for parameters of another algorithm: no signature by them can be of this key. */
function schemeFor(key: KeyObject, parameters: CryptographicParameters): SignatureScheme | undefined {
  try {
    return signatureScheme(key, parameters)
  } catch (error) {
    if (error instanceof OtherAlgorithm) return undefined
    throw error
  }
}

function publicHalf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key
}

/** The first request or the last gives the signature; another one in between would otherwise go unnoticed. */
function checkSignatureData(sent: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  if (sent === undefined || expected === undefined || Buffer.compare(sent, expected) === 0) return
  throw new KmipError('InvalidField', 'The Signature Data are not those with which the verification began')
}
