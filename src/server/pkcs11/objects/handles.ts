import {parseStoredJson} from '../../../storage/stored-json.ts'
import type {Call} from '../pkcs11-function.ts'
import {handleRecord, handlesPerRecord} from '../records.ts'
import {Refusal, type ReturnCode} from '../refusal.ts'

/** Handles that one application can be given. */
const mostHandles = 65_536

/** The Unique Identifier behind an object handle; fails with `code` for handles that have not been given out. */
export async function identifierOf(
  {application, context}: Call,
  handle: number,
  code: ReturnCode = 'OBJECT_HANDLE_INVALID',
): Promise<string> {
  if (!Number.isInteger(handle) || handle < 1 || handle > application.state.handles) throw new Refusal(code)
  const place = handle - 1
  const record = await context.objects.continuation(handleRecord(application.id, Math.floor(place / handlesPerRecord)))
  const id = record === undefined ? undefined : identifiersIn(record)[place % handlesPerRecord]
  if (id === undefined) throw new Refusal(code)
  return id
}

/** The handle of one object. */
export async function handleOf(call: Call, id: string): Promise<number> {
  const [handle = 0] = await handlesOf(call, [id])
  return handle
}

/** The handles of objects: those they have been given before, and new ones for the others. */
export async function handlesOf(call: Call, ids: readonly string[]): Promise<readonly number[]> {
  if (ids.length === 0) return []
  const {application, context} = call
  const known: string[] = []
  for (let number = 0; number * handlesPerRecord < application.state.handles; number++) {
    const record = await context.objects.continuation(handleRecord(application.id, number))
    known.push(...(record === undefined ? [] : identifiersIn(record)))
  }
  const handles = new Map(known.map((id, place) => [id, place + 1]))
  for (const id of ids) {
    if (handles.has(id)) continue
    if (known.length >= mostHandles) throw new Refusal('DEVICE_MEMORY')
    known.push(id)
    handles.set(id, known.length)
  }
  await keep(call, known)
  return ids.map((id) => handles.get(id) ?? 0)
}

async function keep({application}: Call, known: readonly string[]): Promise<void> {
  const {state, id} = application
  if (known.length === state.handles) return
  const first = Math.floor(state.handles / handlesPerRecord)
  for (let number = first; number * handlesPerRecord < known.length; number++) {
    const part = known.slice(number * handlesPerRecord, (number + 1) * handlesPerRecord)
    await application.put(handleRecord(id, number), new TextEncoder().encode(JSON.stringify(part)))
  }
  state.handles = known.length
}

function identifiersIn(record: Uint8Array): readonly string[] {
  const identifiers = parseStoredJson(new TextDecoder().decode(record), 'A table of object handles')
  // As `keep` wrote it.
  return identifiers as readonly string[]
}
