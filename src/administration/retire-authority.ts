import {UsageError} from '../errors.ts'
import type {AdministrationWriter, AuthorityRecord, Store} from '../storage/store.ts'
import {type AuthorityDescription, describeAuthority} from './authority-description.ts'
import {generations} from './authority-generations.ts'
import {baseName, intermediateName, rootName, storedName} from './authority-names.ts'
import {AdministrationError} from './error.ts'
import {findAuthority} from './named-authorities.ts'

export interface RetireAuthority {
  /** With a generation behind it, that one; without, all but the one that signs. */
  readonly name: string
  readonly now: Date
}

/** The earlier generations that a name means. @throws AdministrationError NOT_FOUND, UsageError for the one that signs */
export async function retirable(store: Store, {name, now}: RetireAuthority): Promise<readonly AuthorityDescription[]> {
  return store.read(async ({administration}) => {
    const records = await chosen(administration, name)
    return Promise.all(records.map((record) => describeAuthority(administration, record, now)))
  })
}

/**
 * Ends the trust in earlier generations of an authority, and says what they were: clients with certificates that they
 * issued are refused from the next request on.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for the generation that signs
 */
export async function retireAuthority(
  store: Store,
  request: RetireAuthority,
): Promise<readonly AuthorityDescription[]> {
  return store.transaction(async ({administration}) => {
    const retired: AuthorityDescription[] = []
    for (const record of await chosen(administration, request.name)) {
      retired.push(await describeAuthority(administration, record, request.now))
      await retire(administration, record)
    }
    return retired
  })
}

async function chosen(
  administration: Parameters<typeof findAuthority>[0],
  name: string,
): Promise<readonly AuthorityRecord[]> {
  const record = await findAuthority(administration, name)
  if (record.supersededBy !== undefined) return [record]
  const earlier = (await generations(administration, storedName(name))).slice(1)
  if (earlier.length > 0) return earlier
  if (record.kind === 'imported') {
    throw new UsageError(`The certificate authority ${name} is imported and has no generations`, {
      hint: `End the trust in it with kmipctl ca delete ${name}`,
    })
  }
  throw new AdministrationError('NOT_FOUND', `The certificate authority ${name} has no earlier generation`, {
    hint: 'Make a new generation with kmipctl ca rotate first',
  })
}

async function retire(administration: AdministrationWriter, record: AuthorityRecord): Promise<void> {
  const isOwn = baseName(record.name) === intermediateName
  await administration.deleteAuthority(record.name)
  const root = isOwn ? record.name.replace(intermediateName, rootName) : record.name
  if (isOwn) await administration.deleteAuthority(root)
  // Nobody is to be led to it any longer
  const next = (await generations(administration, baseName(root))).find(
    ({generation}) => generation === record.generation + 1,
  )
  if (next !== undefined) await administration.updateAuthority({...next, crossCertificatePem: undefined})
}
