import {setImmediate as turn} from 'node:timers/promises'
import type {CredentialRecord, Store} from '../storage/store.ts'
import {findRole, findScope} from './find.ts'

/** Rows that are read at once: little enough that nobody waits. */
const pageSize = 200

/**
 * The serial numbers of the credentials of a role that are not revoked, oldest first, in decimal; read in pieces, so that a
 * hundred thousand of them hold nobody up.
 *
 * @throws AdministrationError NOT_FOUND
 */
export async function listSerialNumbers(
  store: Store,
  {scope, role}: {readonly scope: string; readonly role: string},
): Promise<readonly string[]> {
  const owner = await store.read(async ({administration}) =>
    findRole(administration, await findScope(administration, scope), role),
  )
  const serialNumbers: string[] = []
  for (let after: CredentialRecord | undefined; ;) {
    const page = {after, limit: pageSize}
    const records = await store.read(({administration}) => administration.credentials(owner.id, page))
    for (const {revokedAt, serialNumber} of records) if (revokedAt === undefined) serialNumbers.push(serialNumber)
    after = records.at(-1)
    if (records.length < pageSize || after === undefined) return serialNumbers
    await turn()
  }
}
