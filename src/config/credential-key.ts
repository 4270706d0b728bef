import {createPrivateKey, type KeyObject} from 'node:crypto'
import {ConfigError} from '../errors.ts'
import type {CredentialPart} from './credential-part.ts'
import {fileOf} from './read-setting-file.ts'

const passwordHint = 'Pass --key-password-file, or set KMIPCTL_KEY_PASSWORD'

/** OpenSSL's and Node's codes for a key that nobody gave the password of. */
const missingPassword: ReadonlySet<unknown> = new Set([
  'ERR_MISSING_PASSPHRASE',
  'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED',
])

const wrongPassword: ReadonlySet<unknown> = new Set(['ERR_OSSL_BAD_DECRYPT', 'ERR_OSSL_EVP_BAD_DECRYPT'])

/** Asks for the password only when the key is encrypted. Throws a ConfigError that names the file. */
export async function openKey(
  part: CredentialPart & {readonly key: string | Buffer},
  password: () => Promise<string | undefined>,
): Promise<KeyObject> {
  const plain = tryKey(part.key, undefined)
  if (typeof plain !== 'string') return plain
  if (!missingPassword.has(plain)) throw wrongKey(part)
  const secret = await password()
  if (secret === undefined) throw new ConfigError(`${fileOf(part.setting)} is encrypted`, {hint: passwordHint})
  const opened = tryKey(part.key, secret)
  if (typeof opened !== 'string') return opened
  if (wrongPassword.has(opened)) {
    throw new ConfigError(`${fileOf(part.setting)} does not open with the password that was given`, {
      hint: 'Check the password',
    })
  }
  throw wrongKey(part)
}

function wrongKey({setting}: CredentialPart): ConfigError {
  return new ConfigError(`${fileOf(setting)} holds no private key that can be read`)
}

/** The key, or the code of what went wrong. */
function tryKey(key: string | Buffer, passphrase: string | undefined): KeyObject | string {
  let code = ''
  for (const attempt of attempts(key)) {
    try {
      return createPrivateKey({...attempt, ...(passphrase === undefined ? {} : {passphrase})})
    } catch (error) {
      const found = error instanceof Error && 'code' in error ? String(error.code) : ''
      // The first try says most, unless a later one found out that the key is encrypted
      if (code === '' || missingPassword.has(found) || wrongPassword.has(found)) code = found
    }
  }
  return code === '' ? 'UNKNOWN' : code
}

function attempts(key: string | Buffer) {
  if (typeof key === 'string') return [{key, format: 'pem' as const}]
  const types = ['pkcs8', 'sec1', 'pkcs1'] as const
  return types.map((type) => ({key, format: 'der' as const, type}))
}
