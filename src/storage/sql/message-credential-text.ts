import {StorageError} from '../../errors.ts'
import type {MessageCredentialRecord, MessageCredentialSecrets} from '../administration-store.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import {parseStoredJson} from '../stored-json.ts'

/** As it stands in its column: what is secret is sealed, in base64. */
interface StoredCredential extends Omit<MessageCredentialRecord, 'secrets'> {
  readonly sealed?: string | undefined
}

/** The message credentials of a role as text. */
export function messageCredentialsText(
  records: readonly MessageCredentialRecord[],
  roleId: string,
  cipher: RowCipher,
): string {
  const stored = records.map(({secrets, ...open}): StoredCredential => {
    if (secrets === undefined) return open
    const clear = Buffer.from(JSON.stringify(secrets))
    return {...open, sealed: Buffer.from(cipher.seal(clear, rowOf(roleId))).toString('base64')}
  })
  return JSON.stringify(stored)
}

/** Fails with StorageError CORRUPT. */
export function messageCredentialsOf(
  text: string,
  roleId: string,
  cipher: RowCipher,
): readonly MessageCredentialRecord[] {
  const value = parseStoredJson(text, 'The message credentials of a role')
  if (!Array.isArray(value) || !value.every(isStored)) {
    throw new StorageError('CORRUPT', 'The store holds a role whose message credentials are not what they should be')
  }
  return value.map(({sealed, ...open}) =>
    sealed === undefined
      ? open
      : {...open, secrets: secretsOf(cipher.open(Buffer.from(sealed, 'base64'), rowOf(roleId)))},
  )
}

function secretsOf(clear: Uint8Array): MessageCredentialSecrets {
  const secrets = parseStoredJson(new TextDecoder().decode(clear), 'A secret of a message credential')
  return typeof secrets === 'object' && secrets !== null ? secrets : {}
}

function rowOf(id: string) {
  return {table: 'roles', scopeId: '', id} as const
}

function isStored(value: unknown): value is StoredCredential {
  return typeof value === 'object' && value !== null && 'type' in value && 'fields' in value
}
