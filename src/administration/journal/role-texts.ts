import type {RoleRecord} from '../../storage/store.ts'
import {changedTexts, fieldTexts} from './change.ts'

const fields = ['operations', 'keyType', 'keyBits', 'ttlSeconds', 'authority', 'receive', 'messageCredentials'] as const

/** A role with its permissions as one text, and of credentials in messages nothing but their types. */
function readable(role: RoleRecord) {
  const {name, keyType, keyBits, ttlSeconds, authority, grant, receive, messageCredentials} = role
  return {
    name,
    operations: grant === 'some' ? role.operations : grant,
    keyType,
    keyBits,
    ttlSeconds,
    authority,
    receive: listOf(receive),
    messageCredentials: listOf(messageCredentials.map(({type}) => type)),
  }
}

function listOf(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names
}

/** What is set of a new role, or what has changed of one that was there. */
export function roleTexts(before: RoleRecord | undefined, after: RoleRecord): Record<string, string> {
  if (before === undefined) return fieldTexts(readable(after), fields)
  const changes = changedTexts(readable(before), readable(after), ['name', ...fields])
  // Another password leaves the types as they are
  const isSame = JSON.stringify(before.messageCredentials) === JSON.stringify(after.messageCredentials)
  return isSame ? changes : {...fieldTexts(readable(after), ['messageCredentials']), ...changes}
}
