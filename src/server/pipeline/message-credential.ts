import {KmipError} from '../../kmip/error.ts'
import type {RequestHeader} from '../../kmip/message/header.ts'
import type {Credential} from '../../kmip/structures/credential.ts'
import {decodeCredential} from '../../kmip/structures/credential-values.ts'
import type {CredentialPolicy} from '../credential-policy.ts'
import type {Identity} from '../identity/identity.ts'

/**
 * Compares the user name in a message with the client certificate, which alone is the proof: there are no passwords
 * here, and one that is sent is not looked at. KMIP 1.4 section 6.6, 2.1 section 9.4.
 *
 * @throws KmipError that is the answer to the message
 */
export function checkMessageCredential(
  policy: CredentialPolicy,
  {authentication}: Pick<RequestHeader, 'authentication'>,
  identity: Pick<Identity, 'roleName' | 'commonName'>,
): void {
  if (policy === 'ignore') return
  const credentials = authentication?.credential ?? []
  if (credentials.length === 0 && policy === 'require') throw failed('the message has no user name')
  for (const credential of credentials) {
    const username = usernameOf(credential)
    if (username !== identity.roleName && username !== identity.commonName) {
      throw failed('the user name is neither the role nor the common name of the client certificate')
    }
  }
}

function usernameOf(credential: Credential): string {
  const content = decodeCredential(credential)
  if (content?.name === 'UsernameAndPassword') return content.value.username
  const {credentialType: type} = credential
  const name = typeof type === 'number' ? `0x${type.toString(16).padStart(8, '0')}` : type
  throw new KmipError('FeatureNotSupported', `Credentials of the type ${name} are not supported`)
}

function failed(why: string): KmipError {
  return new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${why}`)
}
