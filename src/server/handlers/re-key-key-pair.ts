import {factsOf} from '../../crypto/keys/asymmetric-facts.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {ReKeyKeyPair} from '../../kmip/operations/re-key-key-pair.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {asymmetricKeyOf} from '../objects/asymmetric-material.ts'
import {setDefault} from '../objects/creation/creation.ts'
import {keyBlockOf} from '../objects/key-material.ts'
import {createPair, requestedPairAttributes} from '../objects/creation/key-pair-creation.ts'
import {linkedId} from '../objects/links.ts'
import {replacementAttributes} from '../objects/creation/replacement.ts'
import {succeed} from '../objects/creation/succession.ts'
import {contentOf, type ServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.5, 2.1 section 6.1.47: a new pair takes over names and attributes; the old one stays readable. */
export const reKeyKeyPair = handler(
  ReKeyKeyPair,
  async (context, request) => {
    const privateKey = await rekeyable(context, context.resolve(request.privateKeyUniqueIdentifier), 'PrivateKey')
    const publicKey = await rekeyable(context, publicHalfOf(privateKey), 'PublicKey')
    const requested = await requestedPairAttributes(context, request)
    const timing = {offset: request.offset, now: context.now}
    const replacement = await createPair(
      context,
      {
        privateKey: onSameCurve(privateKey, replacementAttributes(privateKey, requested.privateKey, timing)),
        publicKey: onSameCurve(publicKey, replacementAttributes(publicKey, requested.publicKey, timing)),
      },
      {privateKey: privateKey.id, publicKey: publicKey.id},
    )
    await succeed(context, privateKey, replacement.privateKey)
    await succeed(context, publicKey, replacement.publicKey)
    context.placeholder = replacement.privateKey.id
    return {
      privateKeyUniqueIdentifier: replacement.privateKey.id,
      publicKeyUniqueIdentifier: replacement.publicKey.id,
    }
  },
  {writes: true},
)

async function rekeyable(
  context: OperationContext,
  id: string,
  type: 'PrivateKey' | 'PublicKey',
): Promise<ServerObject> {
  const existing = await context.target(id)
  if (existing.type !== type) {
    throw new KmipError('InvalidObjectType', `Object ${id} is a ${existing.type}, Re-key Key Pair needs a ${type}`)
  }
  if (keyBlockOf(contentOf(existing))?.keyValue === undefined) {
    throw new KmipError('KeyValueNotPresent', `The value of key ${id} is not on this server`)
  }
  return existing
}

function publicHalfOf(privateKey: ServerObject): string {
  const id = linkedId(privateKey, 'PublicKeyLink')
  if (id !== undefined) return id
  throw new KmipError('InvalidObjectType', `Private key ${privateKey.id} has no Link to its public key, add one first`)
}

/** A registered key may have its curve in its value alone; a length would mean another one. */
function onSameCurve(existing: ServerObject, attributes: AttributeSet): AttributeSet {
  const {curve, length} = factsOf(asymmetricKeyOf(existing))
  if (curve !== undefined && attributes.get('CryptographicLength') === length) {
    setDefault(attributes, 'CryptographicDomainParameters', {recommendedCurve: curve})
  }
  return attributes
}
