import {KmipError} from '../../../kmip/error.ts'
import type {OperationContext} from '../../context.ts'
import {isArchived, isDestroyed} from '../../lifecycle/state.ts'
import type {ServerObject} from '../server-object.ts'

/** The key that wrapping information names; fails when there is none, or none that could be used. KMIP 1.4 section 11.12. */
export async function wrappingObject(context: OperationContext, id: string): Promise<ServerObject> {
  const object = await storedObject(context, id)
  if (object === undefined) throw new KmipError('WrappingObjectNotFound', `There is no wrapping key ${id}`)
  if (isArchived(object.attributes)) {
    throw new KmipError('WrappingObjectArchived', `Wrapping key ${id} is archived, recover it first`)
  }
  if (isDestroyed(object.attributes)) throw new KmipError('WrappingObjectDestroyed', `Wrapping key ${id} is destroyed`)
  return object
}

async function storedObject({objects}: OperationContext, id: string): Promise<ServerObject | undefined> {
  return (await objects.exists(id)) ? objects.loadArchived(id) : undefined
}
