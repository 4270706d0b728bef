import type {Store} from '../storage/store.ts'
import {generations} from './authority-generations.ts'
import {baseName, issuerName, storedName} from './authority-names.ts'
import type {CredentialDescription} from './credential-description.ts'

/**
 * The certificates above that of a credential, the issuer first and the root last; none when the authority is gone or
 * was imported.
 */
export async function credentialChain(
  store: Store,
  {authority}: Pick<CredentialDescription, 'authority'>,
): Promise<readonly string[]> {
  const issuer = storedName(authority)
  return store.read(async ({administration}) => {
    const records = await generations(administration, baseName(issuer))
    const record = records.find((one) => one.kind !== 'imported' && issuerName(one) === issuer)
    if (record === undefined) return []
    const root = record.issuer === undefined ? undefined : await administration.authority(record.issuer)
    return [record.certificatePem, ...(root === undefined ? [] : [root.certificatePem])]
  })
}
