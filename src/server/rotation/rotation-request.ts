import {ReCertify} from '../../kmip/operations/re-certify.ts'
import {ReKey} from '../../kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../kmip/operations/re-key-key-pair.ts'
import type {RequestBatchItem} from '../../kmip/message/batch-item.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {linkedId} from '../objects/links.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {rotatingOperation} from './next-rotation.ts'

/** The first one with these attributes. */
export const rotationVersion: Version = '2.1'

/**
 * What the server asks of itself to rotate an object, with the Rotate Offset as the Offset: where dates are there that it
 * can move. KMIP 2.1 sections 4.48 and 4.54.
 */
export function rotationRequest(object: ServerObject): RequestBatchItem | undefined {
  const {attributes, type} = object
  const operation = rotatingOperation(type)
  if (operation === undefined) return undefined
  const offset = attributes.has('ActivationDate') ? attributes.get('RotateOffset') : undefined
  return {operation, payload: structureNode(Tag.RequestPayload, payloadOf(object, operation, offset))}
}

function payloadOf(
  object: ServerObject,
  operation: NonNullable<ReturnType<typeof rotatingOperation>>,
  offset: number | undefined,
): readonly TtlvNode[] {
  const {id, type} = object
  switch (operation) {
    case 'ReKey':
      return ReKey.request.encodeItems({uniqueIdentifier: id, offset}, rotationVersion)
    case 'ReCertify':
      return ReCertify.request.encodeItems({uniqueIdentifier: id, offset}, rotationVersion)
    case 'ReKeyKeyPair': {
      const privateKeyUniqueIdentifier = type === 'PublicKey' ? linkedId(object, 'PrivateKeyLink') : id
      return ReKeyKeyPair.request.encodeItems({privateKeyUniqueIdentifier, offset}, rotationVersion)
    }
  }
}
