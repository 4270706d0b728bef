import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import {ReKey} from '../../kmip/operations/re-key.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {completeAttributes, requestedAttributes} from '../objects/creation/creation.ts'
import {newSymmetricKey} from '../objects/creation/generated-value.ts'
import {keyBlockOf} from '../objects/key-material.ts'
import {inRequestedFormat} from '../objects/creation/generated-content.ts'
import {chooseStorage} from '../objects/creation/protection-storage.ts'
import {describeContent} from '../objects/creation/registration.ts'
import {replacementAttributes} from '../objects/creation/replacement.ts'
import {succeed} from '../objects/creation/succession.ts'
import {contentOf, newServerObject, type ServerObject} from '../objects/server-object.ts'

/** KMIP 1.4 section 4.4, 2.1 section 6.1.46: a new key takes over names and attributes; the old one stays readable. */
export const reKey = handler(
  ReKey,
  async (context, request) => {
    const existing = await rekeyable(context, request.uniqueIdentifier)
    const requested = await requestedAttributes(context, request.attributes, 'SymmetricKey')
    chooseStorage(context, requested, request.protectionStorageMasks)
    const attributes = replacementAttributes(existing, requested, {offset: request.offset, now: context.now})
    const replacement = await makeKey(context, attributes, existing.id)
    await succeed(context, existing, replacement)
    context.placeholder = replacement.id
    return {uniqueIdentifier: replacement.id}
  },
  {writes: true},
)

async function rekeyable(
  context: OperationContext,
  reference: Parameters<OperationContext['target']>[0],
): Promise<ServerObject> {
  const existing = await context.target(reference)
  if (existing.type !== 'SymmetricKey') {
    throw new KmipError(
      'InvalidObjectType',
      `Object ${existing.id} is a ${existing.type}, Re-key replaces Symmetric Keys`,
    )
  }
  if (keyBlockOf(contentOf(existing))?.keyValue === undefined) {
    throw new KmipError('KeyValueNotPresent', `The value of key ${existing.id} is not on this server`)
  }
  return existing
}

async function makeKey(context: OperationContext, attributes: AttributeSet, replaced: string): Promise<ServerObject> {
  const content = inRequestedFormat(attributes, newSymmetricKey(attributes, context.entropy.bytes), describeContent)
  const id = await completeAttributes(context, attributes, {type: 'SymmetricKey', generated: true, replaced})
  return newServerObject(id, attributes, content)
}
