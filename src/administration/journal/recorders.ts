import type {
  AdministrationReader,
  AdministrationWriter,
  AuthorityRecord,
  CredentialRecord,
  ListenerRecord,
  RoleRecord,
} from '../../storage/store.ts'
import {type Change, changedTexts, fieldTexts, timeText} from './change.ts'
import {roleTexts} from './role-texts.ts'
import {settingChange} from './setting-change.ts'

/** All writes but those of the journal itself. */
type WriteName = Exclude<keyof AdministrationWriter, keyof AdministrationReader | 'insertChange' | 'deleteChanges'>

/** How a write is described, before it is done; undefined when it is no change of administration. */
export type Recorders = {
  readonly [Name in WriteName]: (
    reader: AdministrationReader,
    ...args: Parameters<AdministrationWriter[Name]>
  ) => Promise<Change | undefined>
}

const authorityFields = ['kind', 'generation', 'issuer', 'supersededBy', 'mapping'] as const
const listenerFields = [
  'address',
  'authority',
  'serverHostnames',
  'serverIps',
  'additionalClientAuthorities',
  'alsoUseLegacyAuthority',
  'tlsMinVersion',
  'tlsMaxVersion',
  'tlsCipherSuites',
] as const

/** One for every write that the store has: none can be made without being written down. */
export const recorders: Recorders = {
  insertScope: async (_, {name, id}) => ({action: 'scope.create', target: {scope: name, id}}),
  deleteScope: async (reader, id) => {
    const scope = await reader.scopeById(id)
    return scope && {action: 'scope.delete', target: {scope: scope.name, id}}
  },
  insertRole: async (reader, role) => ({
    action: 'role.create',
    target: {...(await roleName(reader, role)), id: role.id, ...roleTexts(undefined, role)},
  }),
  updateRole: async (reader, role) => ({
    action: 'role.update',
    target: {...(await roleName(reader, role)), ...roleTexts(await reader.roleById(role.id), role)},
  }),
  deleteRole: async (reader, id) => {
    const role = await reader.roleById(id)
    return role && {action: 'role.delete', target: {...(await roleName(reader, role)), id}}
  },
  insertCredential: async (reader, credential) => ({
    action: 'credential.issue',
    target: {...(await credentialName(reader, credential)), ...issued(credential)},
  }),
  updateCredential: async (reader, credential) => {
    const before = await reader.credential(credential.serialNumber)
    const isRevoked = before?.revokedAt === undefined && credential.revokedAt !== undefined
    const changes = changedTexts(before, credential, ['labels'])
    return {
      action: isRevoked ? 'credential.revoke' : 'credential.update',
      target: {...(await credentialName(reader, credential)), ...changes},
    }
  },
  deleteCredential: async (reader, serialNumber) => {
    const credential = await reader.credential(serialNumber)
    return credential && {action: 'credential.delete', target: await credentialName(reader, credential)}
  },
  insertAuthority: async (reader, authority) => ({
    action: insertionOf(authority),
    target: {...(await authorityName(reader, authority)), ...fieldTexts(authority, authorityFields)},
  }),
  updateAuthority: async (reader, authority) => {
    const before = await reader.authority(authority.name)
    const changes = changedTexts(before, authority, authorityFields)
    const renewed = before?.certificatePem === authority.certificatePem ? {} : {certificate: 'changed'}
    return {action: 'authority.update', target: {...(await authorityName(reader, authority)), ...changes, ...renewed}}
  },
  deleteAuthority: async (reader, name) => {
    const authority = await reader.authority(name)
    return authority && {action: 'authority.delete', target: await authorityName(reader, authority)}
  },
  insertRevokedCertificate: async (_, {authority, serialNumber, subject, fingerprint}) => ({
    action: 'certificate.revoke',
    target: {authority, serialNumber, subject, fingerprint},
  }),
  // They have expired
  deleteRevokedCertificates: async () => undefined,
  putListener: async (reader, listener) => {
    const before = await reader.listener(listener.name)
    return {
      action: before === undefined ? 'listener.create' : 'listener.update',
      target: {listener: listener.name, ...changedTexts<ListenerRecord>(before, listener, listenerFields)},
    }
  },
  deleteListener: async (reader, name) => {
    const listener = await reader.listener(name)
    return listener && {action: 'listener.delete', target: {listener: name, address: listener.address}}
  },
  insertToken: async (reader, {accessor, displayName, scopeId, expiresAt}) => ({
    action: 'token.create',
    target: {
      accessor,
      displayName,
      ...(scopeId === undefined ? {} : {scope: await scopeName(reader, scopeId)}),
      ...(expiresAt === undefined ? {} : {expiresAt: timeText(expiresAt)}),
    },
  }),
  deleteToken: async (reader, accessor) => {
    const token = (await reader.tokens()).find((one) => one.accessor === accessor)
    return token && {action: 'token.revoke', target: {accessor, displayName: token.displayName}}
  },
  putSetting: settingChange,
  putSecretSetting: (reader, name) => settingChange(reader, name, ''),
}

function insertionOf({kind, supersededBy}: AuthorityRecord): string {
  if (supersededBy !== undefined) return 'authority.supersede'
  return kind === 'imported' ? 'authority.import' : 'authority.create'
}

async function scopeName(reader: AdministrationReader, id: string): Promise<string> {
  return (await reader.scopeById(id))?.name ?? id
}

async function roleName(reader: AdministrationReader, {scopeId, name}: RoleRecord): Promise<Record<string, string>> {
  return {scope: await scopeName(reader, scopeId), role: name}
}

async function credentialName(
  reader: AdministrationReader,
  {scopeId, roleId, serialNumber}: CredentialRecord,
): Promise<Record<string, string>> {
  const role = (await reader.roleById(roleId))?.name ?? roleId
  return {scope: await scopeName(reader, scopeId), role, serialNumber}
}

function issued({authority, notAfter, labels}: CredentialRecord): Record<string, string> {
  const labelled = Object.keys(labels).length === 0 ? {} : {labels: JSON.stringify(labels)}
  return {authority, notAfter: timeText(notAfter), ...labelled}
}

async function authorityName(
  reader: AdministrationReader,
  {name, scopeId}: AuthorityRecord,
): Promise<Record<string, string>> {
  return {authority: name, ...(scopeId === undefined ? {} : {scope: await scopeName(reader, scopeId)})}
}
