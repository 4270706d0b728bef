import {createHmac, randomBytes} from 'node:crypto'
import type {MessageCredentialRecord} from '../../storage/store.ts'
import {isPasswordOf} from './password-hash.ts'

const processKey = randomBytes(32)

/**
 * Fingerprints of passwords that were right, for each record as it was read; a record is read anew when anything
 * administrative changes. The hash is slow on purpose, and clients send their password with every message.
 */
const proven = new WeakMap<MessageCredentialRecord, Set<string>>()

/** Whether the password of a message is the registered one; a record without a password wants none. */
export async function isRightPassword(record: MessageCredentialRecord, password: string | undefined): Promise<boolean> {
  const {passwordHash} = record
  if (passwordHash === undefined) return true
  if (password === undefined) return false
  const fingerprint = createHmac('sha256', processKey).update(password).digest('hex')
  const known = proven.get(record) ?? new Set()
  if (known.has(fingerprint)) return true
  if (!(await isPasswordOf(passwordHash, password))) return false
  proven.set(record, known.add(fingerprint))
  return true
}
