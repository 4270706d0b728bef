import {encodeStored} from '../../../kmip/attributes/stored.ts'
import {destroy} from '../../handlers/destroy.ts'
import {revoke} from '../../handlers/revoke.ts'
import {attribute, lengthOf, type Attribute, type Template} from '../codec/template.ts'
import {attributeValue, type TokenObject} from '../objects/attribute-views.ts'
import {changeAttributes} from '../objects/change-attributes.ts'
import {createdObject} from '../objects/created-object.ts'
import {handleOf} from '../objects/handles.ts'
import {checkWritable, objectOf} from '../objects/session-rights.ts'
import {checkRole, perform} from '../perform.ts'
import {pkcs11Function, Returned, type Call} from '../pkcs11-function.ts'
import {Refusal, refusalOf, type ReturnCode} from '../refusal.ts'
import {objectSignatures as signatures} from '../signatures/objects.ts'
import {attributeName} from '../spec/attribute-types.ts'

/** PKCS#11 3.0 sections 5.7.1 to 5.7.6. */
export const objectFunctions = {
  C_CreateObject: pkcs11Function(signatures.C_CreateObject, async (call, {session, template}) => {
    return {object: await handleOf(call, await createdObject(call, session, template))}
  }),

  C_DestroyObject: pkcs11Function(signatures.C_DestroyObject, async (call, {session, object: handle}) => {
    const object = await objectOf(call, session, handle)
    checkWritable(call, session, !object.isSessionObject)
    if (object.isSessionObject) await call.application.forgetObject(object.id)
    else await prohibited(() => destroyObject(call, object))
    return {}
  }),

  C_GetObjectSize: pkcs11Function(signatures.C_GetObjectSize, async (call, {session, object: handle}) => {
    const object = await objectOf(call, session, handle)
    checkRole(call.context, 'GetAttributes')
    return {size: encodeStored(object.attributes).length + (object.material?.length ?? 0)}
  }),

  C_GetAttributeValue: pkcs11Function(
    signatures.C_GetAttributeValue,
    async (call, {session, object: handle, template}) => {
      const object = await objectOf(call, session, handle)
      checkRole(call.context, 'GetAttributes')
      return attributesOf(call, object, template)
    },
  ),

  C_SetAttributeValue: pkcs11Function(
    signatures.C_SetAttributeValue,
    async (call, {session, object: handle, template}) => {
      const object = await objectOf(call, session, handle)
      checkWritable(call, session, !object.isSessionObject)
      await prohibited(() => changeAttributes(call, object, template))
      return {}
    },
  ),
}

/** What the role may not do, or the object does not let be done. */
async function prohibited(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const refusal = refusalOf(error, {
      AttributeReadOnly: 'ATTRIBUTE_READ_ONLY',
      InvalidAttributeValue: 'ATTRIBUTE_VALUE_INVALID',
      InvalidField: 'ATTRIBUTE_VALUE_INVALID',
      NonUniqueNameAttribute: 'ATTRIBUTE_VALUE_INVALID',
      PermissionDenied: 'ACTION_PROHIBITED',
      WrongKeyLifecycleState: 'ACTION_PROHIBITED',
    })
    throw refusal.code === 'FUNCTION_REJECTED' ? new Refusal('ACTION_PROHIBITED') : refusal
  }
}

/** KMIP destroys no active object: it is revoked first, as a client of KMIP would have to do. */
async function destroyObject({context}: Call, {id: uniqueIdentifier, attributes}: TokenObject): Promise<void> {
  if (attributes.get('State') === 'Active') {
    const revocationReason = {revocationReasonCode: 'CessationOfOperation'} as const
    await perform(context, revoke, {uniqueIdentifier, revocationReason})
  }
  await perform(context, destroy, {uniqueIdentifier})
}

/** Every attribute that can be told is, whatever the others come to; the worst of those decides what is returned. */
async function attributesOf(
  call: Call,
  object: TokenObject,
  wanted: Template,
): Promise<Returned<{template: Template}> | {template: Template}> {
  const template: Attribute[] = []
  const codes = new Set<ReturnCode>()
  for (const one of wanted) {
    const answer = await attributeOf(call, object, one)
    if (typeof answer === 'string') codes.add(answer)
    template.push(typeof answer === 'string' ? {type: one.type} : answer)
  }
  const code = (['ATTRIBUTE_SENSITIVE', 'ATTRIBUTE_TYPE_INVALID', 'BUFFER_TOO_SMALL'] as const).find((one) =>
    codes.has(one),
  )
  return code === undefined ? {template} : new Returned(code, {template})
}

async function attributeOf(call: Call, object: TokenObject, {type, count}: Attribute): Promise<Attribute | ReturnCode> {
  const name = attributeName(type)
  if (name === undefined) return 'ATTRIBUTE_TYPE_INVALID'
  try {
    const value = await attributeValue(call, object, name)
    if (value === undefined) return 'ATTRIBUTE_TYPE_INVALID'
    const length = lengthOf(type, value)
    if (count === undefined) return {type, count: length}
    // Of values that are always of one length the count says no more than that there is room.
    const hasRoom = typeof value === 'boolean' || typeof value === 'number' || count >= length
    return hasRoom ? attribute(type, value) : 'BUFFER_TOO_SMALL'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
