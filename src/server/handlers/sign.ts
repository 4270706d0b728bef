import type {KeyObject} from 'node:crypto'
import {modulusBits} from '../../crypto/rsa/modulus.ts'
import {hashOf} from '../../crypto/rsa/mask-generation.ts'
import {signatureScheme} from '../../crypto/signature/signature.ts'
import type {SignatureInput, SignatureScheme} from '../../crypto/signature/signature-scheme.ts'
import {KmipError} from '../../kmip/error.ts'
import {Sign} from '../../kmip/operations/sign.ts'
import type {CryptographicParameters} from '../../kmip/structures/cryptographic-parameters.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {signatureStep} from '../cryptography/signature-request.ts'

const use = {name: 'Sign', mask: 'Sign', protects: true} as const

/** KMIP 1.4 section 4.31, 2.1 section 6.1.55. */
export const sign = handler(Sign, async (context, request) => {
  const {object, key, parameters, stream, input} = await signatureStep(context, request, use)
  if (object.type !== 'PrivateKey') {
    throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${object.type}, Sign needs a Private Key`)
  }
  // In the first of several requests too, so that parameters that make no signature are refused at once.
  const scheme = signatureScheme(key, parameters)
  if (input === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  return {
    uniqueIdentifier: object.id,
    signatureData: await signature(context, object, {scheme, key, parameters, input}),
  }
})

interface Signing {
  readonly scheme: SignatureScheme
  readonly key: KeyObject
  readonly parameters: CryptographicParameters
  readonly input: SignatureInput
}

/** Bits of an RSA modulus from which on a signature takes several milliseconds, in which nothing else would be done. */
const slowModulus = 4096

async function signature(
  context: OperationContext,
  object: ServerObject,
  {scheme, key, parameters, input}: Signing,
): Promise<Uint8Array> {
  const {signLater} = scheme
  const isSlow = modulusBits(key) >= slowModulus
  if (!isSlow || signLater === undefined || input.kind === 'digest') return scheme.sign(key, input)
  const {parts} = input
  const digest = hashOf('sha256', ...parts).toString('hex')
  const name = `signature of ${digest} by ${object.id} with ${JSON.stringify(parameters)}`
  return context.outside(name, () => signLater(key, parts))
}
