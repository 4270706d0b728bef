import {KmipError} from '../../kmip/error.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {protocolVersionOf} from '../../kmip/spec/version.ts'
import type {ReadTransaction, StoredObject} from '../../storage/store.ts'
import {child, ItemType} from '../../ttlv/node.ts'
import type {Identity} from '../identity/identity.ts'
import {linkedId} from '../objects/links.ts'
import {createObjectAccess, type Owner} from '../objects/object-access.ts'
import {fromStored, type ServerObject} from '../objects/server-object.ts'
import {failedItem} from '../pipeline/answer-item.ts'
import type {Engine} from '../pipeline/engine.ts'
import {toFailure} from '../pipeline/result.ts'
import {runMessage} from '../pipeline/run-message.ts'
import {nextRotation} from './next-rotation.ts'
import {rotationIdentity} from './rotation-identity.ts'
import {rotationRequest, rotationVersion} from './rotation-request.ts'

type Named = Pick<StoredObject, 'scopeId' | 'id'>

/** A rotation that was tried. */
export interface Rotation {
  readonly identity: Identity
  readonly request: RequestBatchItem
  readonly response: ResponseBatchItem
  /** Identifier of the object that took the place. */
  readonly replacement: string | undefined
}

/** Somebody was faster, or what made the object due does not hold any more. */
class NotDue extends Error {}

/**
 * Rotates an object that is due. Whether it is due is seen in the transaction of the rotation itself, so of several servers
 * one does it. `waits`: the other half of the pair may not be replaced, so neither is this one.
 */
export async function rotate(engine: Engine, named: Named): Promise<Rotation | 'not due' | 'waits'> {
  const now = engine.clock()
  const found = await engine.store.read((reader) => find(reader, named, now))
  if (found?.isDue !== true) {
    if (found !== undefined) await writeDown(engine, named, now)
    return 'not due'
  }
  if (found.waits) return 'waits'
  const {object, identity, owner, request} = found
  try {
    const response = await perform(engine, object, {identity, owner, request, now})
    return {identity, request, response, replacement: replacementIn(response, object)}
  } catch (error) {
    if (error instanceof NotDue) return 'not due'
    if (!(error instanceof KmipError)) throw error
    const failure = toFailure(error, rotationVersion, engine.reportInternalError, request.operation)
    return {identity, request, response: failedItem(request, failure), replacement: undefined}
  }
}

interface Found {
  readonly object: ServerObject
  readonly identity: Identity
  readonly owner: Owner
  readonly request: RequestBatchItem
  readonly isDue: boolean
  readonly waits: boolean
}

async function find(reader: ReadTransaction, named: Named, now: Date): Promise<Found | undefined> {
  const stored = await reader.objects.get(named.scopeId, named.id)
  const identity = stored && (await rotationIdentity(reader, stored))
  if (stored === undefined || identity === undefined) return undefined
  const object = fromStored(stored, now)
  const request = rotationRequest(object)
  if (request === undefined) return undefined
  const {scopeId, roleId} = stored
  const owner = {scopeId, roleId}
  return {
    object,
    identity,
    owner,
    request,
    isDue: isDue(object, now),
    waits: await hasEndedHalf(reader, named, object, now),
  }
}

function isDue(object: ServerObject, now: Date): boolean {
  const due = nextRotation(object)
  return due !== undefined && due <= now.getTime() / 1000
}

/** A date has ended the life of the object since it was stored: the store is to know, so that it is not due any more. */
async function writeDown({store, announcements}: Engine, {scopeId, id}: Named, now: Date): Promise<void> {
  const events = await store.transaction(async (writer) => {
    const recorder = announcements.recorderFor(scopeId)
    const objects = createObjectAccess({reader: writer, writer, recorder}, {scopeId}, now)
    if (await objects.exists(id)) await objects.replace(await objects.loadArchived(id))
    return recorder?.events ?? []
  })
  announcements.publish(scopeId, events)
}

/** A pair of which one key is compromised or at its end is not replaced because of the other. */
async function hasEndedHalf(
  reader: ReadTransaction,
  {scopeId}: Named,
  object: ServerObject,
  now: Date,
): Promise<boolean> {
  const link = object.type === 'PublicKey' ? 'PrivateKeyLink' : 'PublicKeyLink'
  const isHalf = object.type === 'PublicKey' || object.type === 'PrivateKey'
  const id = isHalf ? linkedId(object, link) : undefined
  const stored = id === undefined ? undefined : await reader.objects.get(scopeId, id)
  if (stored === undefined) return false
  const state = fromStored(stored, now).attributes.get('State')
  return state !== 'PreActive' && state !== object.attributes.get('State') && state !== 'Active'
}

interface Task {
  readonly identity: Identity
  readonly owner: Owner
  readonly request: RequestBatchItem
  readonly now: Date
}

async function perform(
  engine: Engine,
  object: ServerObject,
  {identity, owner, request, now}: Task,
): Promise<ResponseBatchItem> {
  const {scopeId} = identity
  const header = {protocolVersion: protocolVersionOf(rotationVersion), batchCount: 1}
  const message = {header, batchItems: [request]}
  const isDueIn = async ({objects}: ReadTransaction): Promise<boolean> => {
    const stored = await objects.get(scopeId, object.id)
    return stored !== undefined && isDue(fromStored(stored, now), now)
  }
  const [response] = await runMessage(
    engine,
    {identity, owner, message, version: rotationVersion, now},
    {
      sizeLeft: undefined,
      writes: true,
      before: async ({reader}) => {
        if (!(await isDueIn(reader))) throw new NotDue()
        return undefined
      },
      after: async ({reader}) => {
        if (!(await isDueIn(reader))) return
        throw new KmipError('InvalidField', `Key ${object.id} is linked with a key that is linked with another`)
      },
    },
  )
  return response ?? failedItem(request, {reason: 'GeneralFailure', message: 'The rotation was not answered'})
}

/** Of a pair the half that was due. */
function replacementIn({payload}: ResponseBatchItem, {type}: ServerObject): string | undefined {
  const tags = {PrivateKey: Tag.PrivateKeyUniqueIdentifier, PublicKey: Tag.PublicKeyUniqueIdentifier} as const
  const tag = type === 'PrivateKey' || type === 'PublicKey' ? tags[type] : Tag.UniqueIdentifier
  const node = payload && child(payload, tag)
  return node?.type === ItemType.TextString ? node.value : undefined
}
