import type {TtlvNode} from '../../ttlv/node.ts'
import {structureNode} from '../../ttlv/node.ts'
import {decodeObject} from '../../kmip/objects/managed-object.ts'
import {encodeRequest} from '../../kmip/message/message.ts'
import {Notify} from '../../kmip/operations/notify.ts'
import {Put} from '../../kmip/operations/put.ts'
import type {Operation, OperationName} from '../../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../kmip/schema/structure.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {protocolVersionOf, type Version} from '../../kmip/spec/version.ts'
import type {ServerPolicy} from '../context.ts'
import {visibleAttributes} from '../objects/visible-attributes.ts'
import type {ObjectEvent} from './object-event.ts'

/** How a request of the server is to be written. */
export interface RequestForm {
  readonly version: Version
  readonly now: Date
}

/** A request from the server to a client: one item, and of the header no more than KMIP 1.4 section 5 allows. */
export function serverRequest(operation: OperationName, payload: readonly TtlvNode[], form: RequestForm): TtlvNode {
  const {version, now} = form
  const header = {protocolVersion: protocolVersionOf(version), timeStamp: now, batchCount: 1}
  return encodeRequest(
    {header, batchItems: [{operation, payload: structureNode(Tag.RequestPayload, payload)}]},
    version,
  )
}

/** Fails with a KmipError when the version has no such object. */
export function announcement(
  event: ObjectEvent,
  form: RequestForm,
  policy: Pick<ServerPolicy, 'hiddenAttributes'>,
): TtlvNode {
  if (event.kind === 'notify') {
    const {id: uniqueIdentifier, changes} = event
    const isVisible = (key: Parameters<typeof policy.hiddenAttributes.has>[0]) => !policy.hiddenAttributes.has(key)
    const visible = {
      attributes: changes.attributes.pick(isVisible),
      deleted: changes.deleted.filter(({key}) => isVisible(key)),
    }
    return encoded(Notify, {uniqueIdentifier, changes: visible}, form)
  }
  const {id, replaced, material} = event
  const attributes = visibleAttributes(event.attributes, policy)
  return encoded(
    Put,
    {
      uniqueIdentifier: id,
      putFunction: replaced === undefined ? 'New' : 'Replace',
      replacedUniqueIdentifier: replaced,
      object: decodeObject(material),
      attributes,
    },
    form,
  )
}

function encoded<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
  form: RequestForm,
): TtlvNode {
  return serverRequest(operation.name, operation.request.encodeItems(request, form.version), form)
}
