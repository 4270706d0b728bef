import type {Call} from '../pkcs11-function.ts'
import {foundRecord} from '../records.ts'
import {Refusal} from '../refusal.ts'

/** Keeps the handles that a search has found, for C_FindObjects. */
export async function keepFound({application}: Call, session: number, handles: readonly number[]): Promise<void> {
  const record = Buffer.from(Uint32Array.from(handles).buffer)
  await application.put(foundRecord(application.id, session), record)
  application.session(session).found = 0
}

/** The next handles of a search, as many as there are. */
export async function nextFound({application, context}: Call, handle: number, most: number): Promise<number[]> {
  const session = application.session(handle)
  if (session.found === undefined) throw new Refusal('OPERATION_NOT_INITIALIZED')
  const record = await context.objects.continuation(foundRecord(application.id, handle))
  const bytes = Uint8Array.from(record ?? [])
  const handles = new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))
  const next = [...handles.subarray(session.found, session.found + Math.min(most, handles.length))]
  session.found += next.length
  return next
}

export async function endSearch({application, context}: Call, handle: number): Promise<void> {
  const session = application.session(handle)
  if (session.found === undefined) throw new Refusal('OPERATION_NOT_INITIALIZED')
  delete session.found
  await context.objects.deleteContinuation(foundRecord(application.id, handle))
}
