import type {AdministrationReader} from '../storage/store.ts'
import {defaultAuthorityName} from './authority-names.ts'
import {findSigner} from './authorities.ts'

/**
 * What a role notes of the authority that somebody chose for it: nothing for the server's own.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for an authority that does not sign
 */
export async function roleAuthority(
  administration: AdministrationReader,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined || name === defaultAuthorityName) return undefined
  return (await findSigner(administration, name)).name
}
