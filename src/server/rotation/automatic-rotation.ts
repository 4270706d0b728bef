import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import {renewableCertificate} from '../certification/renewable.ts'
import type {OperationContext} from '../context.ts'
import {describeIdentity} from '../identity/identity.ts'
import {newSymmetricKey} from '../objects/creation/generated-value.ts'
import type {ServerObject} from '../objects/server-object.ts'
import {mayDo} from '../tickets/may-do.ts'
import {rotatingOperation} from './next-rotation.ts'

type Described = Pick<ServerObject, 'type' | 'attributes'>

/**
 * Refuses a wish for rotation that the server could not fulfil, or whose fulfilment the client could not ask for itself.
 * KMIP 2.1 sections 4.48 and 4.51.
 */
export function checkRotation(context: OperationContext, {type, attributes}: Described): void {
  if (attributes.get('RotateInterval') === 0) {
    throw new KmipError('InvalidAttributeValue', 'A Rotate Interval is one second at least')
  }
  if (attributes.get('RotateAutomatic') !== true || type === 'Template') return
  const operation = rotatingOperation(type)
  if (operation === undefined) {
    throw new KmipError('InvalidAttribute', `No operation makes a replacement of a ${type}, it cannot be rotated`)
  }
  if (!mayDo(context, operation)) {
    const name = Operation.specName(operation) ?? operation
    throw new KmipError(
      'PermissionDenied',
      `Automatic rotation is ${name}, which is not granted to ${describeIdentity(context.identity)}`,
    )
  }
  if (type === 'SymmetricKey') checkReplaceableKey(attributes)
}

/** The same for an object whose value came from a client. */
export function checkRotationOf(context: OperationContext, object: ServerObject): void {
  checkRotation(context, object)
  if (object.type !== 'Certificate' || object.attributes.get('RotateAutomatic') !== true) return
  try {
    renewableCertificate(object)
  } catch (cause) {
    if (!(cause instanceof KmipError)) throw cause
    throw new KmipError('InvalidAttribute', `${cause.message}, nor rotated`, {cause})
  }
}

/** What the clients keep themselves the server does not replace, nor what it can make none of. */
function checkReplaceableKey(attributes: AttributeSet): void {
  if (attributes.get('KeyValuePresent') === false) {
    throw new KmipError('InvalidAttribute', 'The value of the key is not on this server, which cannot rotate it')
  }
  newSymmetricKey(attributes, (length) => new Uint8Array(length))
}
