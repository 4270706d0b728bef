import type {Call} from '../pkcs11-function.ts'
import {Refusal} from '../refusal.ts'
import {tokenObject, type TokenObject} from './attribute-views.ts'
import {identifierOf} from './handles.ts'

/** The object of a handle; fails with CKR_OBJECT_HANDLE_INVALID for what is not there any more. */
export async function objectOf(call: Call, session: number, handle: number): Promise<TokenObject> {
  call.application.session(session)
  const id = await identifierOf(call, handle)
  const object = tokenObject(call, await call.context.objects.load(id))
  if (object === undefined) throw new Refusal('OBJECT_HANDLE_INVALID')
  return object
}

/** Objects of the token are made, changed and destroyed in sessions that may write. */
export function checkWritable({application}: Call, session: number, isToken: boolean): void {
  if (isToken && !application.session(session).readWrite) throw new Refusal('SESSION_READ_ONLY')
}
