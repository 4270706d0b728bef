import {listCredentials} from '../../administration/credential-list.ts'
import {AdministrationError} from '../../administration/error.ts'
import type {CredentialName} from '../../administration/credentials.ts'
import type {Store} from '../../storage/store.ts'
import type {Prompts} from '../prompts/prompts.ts'
import {dateText} from '../views/date-text.ts'

/** More than anybody would choose from. */
const mostChoices = 500

/** The credential given, or the one chosen among those that are not revoked. */
export async function chosenCredential(
  given: CredentialName | undefined,
  {store, prompts, now}: {readonly store: Store; readonly prompts: Prompts; readonly now: Date},
): Promise<CredentialName> {
  if (given !== undefined) return given
  const setting = 'SERIAL or --certificate'
  prompts.assertPossible(setting)
  const valid = await listCredentials(store, {status: 'valid', limit: mostChoices}, now)
  const usable = [...valid, ...(await listCredentials(store, {status: 'expired', limit: mostChoices}, now))]
  if (usable.length === 0) {
    throw new AdministrationError('NOT_FOUND', 'There is no credential that is not revoked', {
      hint: 'Make one with kmipctl cred generate',
    })
  }
  const serialNumber = await prompts.select({
    setting,
    message: 'Credential',
    choices: usable.map((one) => ({
      name: `${one.scope} / ${one.role}, until ${dateText(one.notAfter)}`,
      value: one.serialNumber,
      description: `Serial number ${one.serialNumber}`,
    })),
  })
  return {serialNumber}
}
