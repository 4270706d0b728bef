import {UsageError} from '../errors.ts'
import type {OperationName} from '../kmip/schema/operation.ts'
import {closest} from '../notation/closest.ts'
import {grantableOperations} from './operation-name.ts'
import {truth, wholeNumber, wholeSeconds, word} from './setting-values.ts'
import {vaultOperationFlags} from './vault-role.ts'

/** What one write of a role says; what it does not mention is undefined. */
export interface RoleWrite {
  readonly pseudo: 'all' | 'none' | undefined
  /** A pseudo-operation was written with the value false. */
  readonly endsPseudo: ReadonlySet<'all' | 'none'>
  readonly granted: ReadonlySet<OperationName>
  readonly withdrawn: ReadonlySet<OperationName>
  /** Null takes the role's own value back; so do an empty text and zero on the wire. */
  readonly keyType: string | null | undefined
  readonly keyBits: number | null | undefined
  readonly ttlSeconds: number | null | undefined
  readonly authority: string | null | undefined
}

type Fields = Readonly<Record<string, unknown>>

const operationsByFlag: ReadonlyMap<string, OperationName> = new Map(
  grantableOperations().flatMap((name) => vaultOperationFlags(name).map((flag) => [flag, name] as const)),
)

const pseudoFlags = {operation_all: 'all', operation_none: 'none'} as const

const otherFields: readonly string[] = [
  'tls_client_key_type',
  'tls_client_key_bits',
  'tls_client_ttl',
  'tls_client_key_ttl',
  'ca',
]

/** Fields of a write that mean nothing to a role, unless they look like operations, which are refused. */
export function unknownRoleFields(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => !name.startsWith('operation_') && !otherFields.includes(name))
}

/**
 * Reads a write under Vault's names. Truth values, numbers and durations may come as text, as Vault's command line sends
 * them.
 *
 * @throws UsageError for an unknown operation, a value that a field cannot have, or `operation_all` or `operation_none`
 * together with any other operation
 */
export function parseRoleFields(fields: Fields): RoleWrite {
  const flags = operationFlags(fields)
  const truths = Object.entries(pseudoFlags).flatMap(([flag, kind]) => (flags.get(flag) === true ? [kind] : []))
  const ordinary = [...flags].filter(([flag]) => !Object.hasOwn(pseudoFlags, flag))
  if (truths.length > 1 || (truths.length === 1 && ordinary.length > 0)) {
    throw new UsageError('operation_all and operation_none cannot stand together with other operations', {
      hint: 'Write one of them alone, or the operations one by one',
    })
  }
  return {
    pseudo: truths[0],
    endsPseudo: new Set(
      Object.entries(pseudoFlags).flatMap(([flag, kind]) => (flags.get(flag) === false ? [kind] : [])),
    ),
    ...grants(ordinary),
    keyType: optional(fields['tls_client_key_type'], (value) => word(value, 'tls_client_key_type')),
    keyBits: optional(fields['tls_client_key_bits'], (value) => wholeNumber(value, 'tls_client_key_bits')),
    ttlSeconds: lifetime(fields),
    authority: optional(fields['ca'], (value) => word(value, 'ca')),
  }
}

function operationFlags(fields: Fields): ReadonlyMap<string, boolean> {
  const flags = Object.entries(fields).filter(([name]) => name.startsWith('operation_'))
  return new Map(flags.map(([name, value]) => [knownFlag(name), truth(value, name)]))
}

function knownFlag(flag: string): string {
  if (operationsByFlag.has(flag) || Object.hasOwn(pseudoFlags, flag)) return flag
  const near = closest(flag, [...operationsByFlag.keys(), ...Object.keys(pseudoFlags)])
  throw new UsageError(`There is no operation ${JSON.stringify(flag)}`, {
    hint: near === undefined ? 'Use names such as operation_get or operation_create' : `Did you mean ${near}?`,
  })
}

function grants(flags: readonly (readonly [string, boolean])[]): Pick<RoleWrite, 'granted' | 'withdrawn'> {
  const granted = new Set<OperationName>()
  const withdrawn = new Set<OperationName>()
  for (const [flag, value] of flags) {
    const operation = operationsByFlag.get(flag)
    if (operation !== undefined) (value ? granted : withdrawn).add(operation)
  }
  const both = [...granted].find((operation) => withdrawn.has(operation))
  if (both !== undefined) {
    throw new UsageError(`${vaultOperationFlags(both).join(' and ')} mean the same and have different values`)
  }
  return {granted, withdrawn}
}

function lifetime(fields: Fields): number | null | undefined {
  const values = ['tls_client_ttl', 'tls_client_key_ttl'].map((name) =>
    optional(fields[name], (value) => wholeSeconds(value, name)),
  )
  const [written, alias] = values
  if (written !== undefined && alias !== undefined && written !== alias) {
    throw new UsageError('tls_client_ttl and tls_client_key_ttl mean the same and have different values')
  }
  return written === undefined ? alias : written
}

/** Absent stays absent; null, an empty text and zero are for the default. */
function optional<T>(value: unknown, read: (value: unknown) => T): T | null | undefined {
  if (value === undefined) return undefined
  if (value === null || value === '' || value === 0) return null
  if (typeof value === 'string' && /^0[smhd]?$/.test(value)) return null
  return read(value)
}
