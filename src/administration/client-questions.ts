import {randomUUID} from 'node:crypto'
import {setTimeout as wait} from 'node:timers/promises'
import {decodeQuestion, encodeQuestion, type QuestionOperation} from '../server/announcements/client-question-record.ts'
import type {JobRecord, Store} from '../storage/store.ts'
import {readBinary} from '../ttlv/binary-reader.ts'
import {writeBinary} from '../ttlv/binary-writer.ts'
import {bytesToHex, hexToBytes} from '../ttlv/hex.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import type {RoleName} from './roles.ts'

/** A question for the connected clients of a role. */
export interface AskClients extends RoleName {
  readonly operation: QuestionOperation
  /** Items of the request payload. */
  readonly payload: readonly TtlvNode[]
  /** Milliseconds until somebody has to have answered. */
  readonly timeoutMs: number
}

/** What one client answered: its Response Batch Item, or why there is none. */
export interface ClientAnswer {
  readonly serialNumber: string
  readonly peer: string
  readonly item?: TtlvNode | undefined
  readonly failed?: string | undefined
}

/** Milliseconds between two looks at the store. */
const interval = 100

/**
 * Has the server that works on this store ask the clients of a role that are connected to it, and brings back what they
 * answer. Waits for a client to connect when there is none. KMIP 1.4 sections 5.3 and 5.4.
 *
 * @throws AdministrationError NOT_FOUND, NOT_RECEIVED when the role does not receive questions, NO_ANSWER in time
 */
export async function askClients(store: Store, request: AskClients): Promise<readonly ClientAnswer[]> {
  const {scopeId, id} = await leaveQuestion(store, request)
  const deadline = performance.now() + request.timeoutMs
  try {
    for (;;) {
      const job = await store.read(({jobs}) => jobs.get(scopeId, id))
      if (job?.status === 'finished') return answersOf(job)
      if (job === undefined || performance.now() >= deadline) throw noAnswer(request)
      await wait(interval)
    }
  } finally {
    await store.transaction(({jobs}) => jobs.delete(scopeId, id))
  }
}

async function leaveQuestion(store: Store, request: AskClients): Promise<Pick<JobRecord, 'scopeId' | 'id'>> {
  const {operation, payload, timeoutMs} = request
  return await store.transaction(async ({administration, jobs}) => {
    const scope = await findScope(administration, request.scope)
    const role = await findRole(administration, scope, request.role)
    if (!role.receive.includes('query')) {
      throw new AdministrationError('NOT_RECEIVED', `Clients of role ${role.name} are not to be asked`, {
        hint: `Allow it with kmipctl role update ${role.name} --scope ${scope.name} --receive query`,
      })
    }
    const items = payload.map((item) => bytesToHex(writeBinary(item)))
    const job: JobRecord = {
      id: randomUUID(),
      scopeId: scope.id,
      kind: 'client-request',
      status: 'waiting',
      state: encodeQuestion({roleName: role.name, operation, payload: items, answers: []}),
      // The question of a command that was killed goes away by itself
      expiresAt: Math.ceil((Date.now() + timeoutMs) / 1000) + 60,
    }
    await jobs.put(job)
    return job
  })
}

function answersOf({state}: JobRecord): readonly ClientAnswer[] {
  return decodeQuestion(state).answers.map(({item, ...answer}) =>
    item === undefined ? answer : {...answer, item: readBinary(hexToBytes(item))},
  )
}

function noAnswer({scope, role, timeoutMs}: AskClients): AdministrationError {
  return new AdministrationError('NO_ANSWER', `No client of role ${role} in scope ${scope} answered`, {
    hint: `Within ${timeoutMs / 1000} s none was connected to a server of this store, had sent a request, and responded`,
  })
}
