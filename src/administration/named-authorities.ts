import type {X509Certificate} from 'node:crypto'
import {createRoot} from '../ca/authority.ts'
import {describeCertificate, readCertificate, readCertificates} from '../ca/certificate.ts'
import {readImportedAuthorities} from '../ca/imported-authorities.ts'
import {parseKeySpecification} from '../ca/key-specification.ts'
import {UsageError} from '../errors.ts'
import type {AdministrationReader, AdministrationWriter, AuthorityRecord, Store} from '../storage/store.ts'
import {commonNameOf, joinPem, newRecord, noAuthority} from './authorities.ts'
import {type AuthorityDescription, describeAuthority} from './authority-description.ts'
import {generations} from './authority-generations.ts'
import {choosesMapping, type MappingChoice, parseMapping} from './authority-mapping.ts'
import {
  baseName,
  defaultAuthorityName,
  generationName,
  intermediateName,
  issuerName,
  reservedNames,
  storedName,
} from './authority-names.ts'
import {AdministrationError} from './error.ts'
import {checkName} from './name.ts'

export type {AuthorityDescription} from './authority-description.ts'
export type {MappingChoice} from './authority-mapping.ts'

/** A year. */
export const defaultAuthorityTtlSeconds = 365 * 24 * 60 * 60

export interface GenerateAuthority {
  readonly name: string
  /** `ec` or `rsa`. */
  readonly keyType: string
  readonly keyBits: number | string
  /** A year unless told otherwise. */
  readonly ttlSeconds?: number | undefined
  readonly now: Date
}

/**
 * Makes an authority that issues for roles and listeners that name it.
 *
 * @throws UsageError for a wrong name, key or lifetime, AdministrationError ALREADY_EXISTS
 */
export async function generateAuthority(store: Store, request: GenerateAuthority): Promise<AuthorityDescription> {
  const {name, keyType, keyBits, ttlSeconds = defaultAuthorityTtlSeconds, now} = request
  checkAuthorityName(name)
  const key = parseKeySpecification(keyType, keyBits)
  // Before the key is made, which may take seconds
  await store.read(({administration}) => assertFree(administration, name))
  const root = await createRoot({commonName: commonNameOf(name, 1), key, lifetimeSeconds: ttlSeconds, now})
  const record = newRecord(root, {name, kind: 'generated', createdAt: now.getTime()})
  return store.transaction(async ({administration}) => {
    const generation = await freeGeneration(administration, name)
    return insert(administration, {...record, generation}, now)
  })
}

export interface ImportAuthority {
  readonly name: string
  /** One or more certificates. */
  readonly certificatePem: string
  readonly mapping: MappingChoice
  readonly now: Date
}

/**
 * Takes in an authority of somebody else, whose clients listeners may trust; it never signs here, and no private key is
 * kept.
 *
 * @throws UsageError for a wrong name, certificate or mapping, AdministrationError ALREADY_EXISTS
 */
export async function importAuthority(store: Store, request: ImportAuthority): Promise<AuthorityDescription> {
  const {name, certificatePem, now} = request
  checkAuthorityName(name)
  const mapping = parseMapping(request.mapping)
  const certificates = readImportedAuthorities(certificatePem, now)
  const pem = joinPem([...new Set(certificates.map(String))])
  const record = newRecord({certificatePem: pem, privateKeyPem: ''}, {name, kind: 'imported', createdAt: now.getTime()})
  return store.transaction(async ({administration}) => {
    await assertForeign(administration, pem)
    return insert(administration, {...record, privateKeyPem: undefined, mapping}, now)
  })
}

export interface UpdateAuthorityMapping {
  readonly name: string
  /** What it does not mention stays as it is. */
  readonly mapping: MappingChoice
  readonly now?: Date | undefined
}

/**
 * Changes which scope and role the clients of an imported authority have; servers obey from the next request on.
 *
 * @throws UsageError for a wrong mapping or an authority that is not imported, AdministrationError NOT_FOUND
 */
export async function updateAuthorityMapping(
  store: Store,
  {name, mapping, now = new Date()}: UpdateAuthorityMapping,
): Promise<AuthorityDescription> {
  if (!choosesMapping(mapping)) {
    throw new UsageError('Nothing to change', {hint: 'Give a scope or a role, or the field that names it'})
  }
  return store.transaction(async ({administration}) => {
    const before = await findAuthority(administration, name)
    if (before.kind !== 'imported') {
      throw new UsageError(`The certificate authority ${name} is not imported: only those have a mapping`)
    }
    const record = {...before, mapping: parseMapping(mapping, before.mapping)}
    await administration.updateAuthority(record)
    return describeAuthority(administration, record, now)
  })
}

/** By name, the server's own hierarchy too, and earlier generations that are still trusted. */
export async function listAuthorities(store: Store, now = new Date()): Promise<readonly AuthorityDescription[]> {
  return store.read(async ({administration}) => {
    const descriptions: AuthorityDescription[] = []
    for (const {name, kind} of await administration.authorityCertificates()) {
      if (!isListed({name, kind})) continue
      const record = await administration.authority(name)
      if (record !== undefined) descriptions.push(await describeAuthority(administration, record, now))
    }
    return descriptions.sort((a, b) => order(a.name, b.name))
  })
}

/** @throws AdministrationError NOT_FOUND */
export async function showAuthority(store: Store, name: string, now = new Date()): Promise<AuthorityDescription> {
  return store.read(async ({administration}) =>
    describeAuthority(administration, await findAuthority(administration, name), now),
  )
}

/**
 * What `deleteAuthority` would remove, with the credentials of all generations.
 *
 * @throws AdministrationError NOT_FOUND, or IN_USE naming the users; UsageError for what cannot be deleted
 */
export async function deletableAuthority(store: Store, name: string, now = new Date()): Promise<AuthorityDescription> {
  return store.read(async ({administration}) => (await planDeletion(administration, name, now)).description)
}

/**
 * Removes an authority with its earlier generations, and says what it was. Certificates that it issued are trusted no
 * more, from the next request on.
 *
 * @throws AdministrationError NOT_FOUND, or IN_USE naming the users; UsageError for what cannot be deleted
 */
export async function deleteAuthority(store: Store, name: string, now = new Date()): Promise<AuthorityDescription> {
  return store.transaction(async ({administration}) => {
    const {description, records} = await planDeletion(administration, name, now)
    for (const record of records) await administration.deleteAuthority(record)
    return description
  })
}

async function planDeletion(
  administration: AdministrationReader,
  name: string,
  now: Date,
): Promise<{readonly description: AuthorityDescription; readonly records: readonly string[]}> {
  if (name === defaultAuthorityName) {
    throw new UsageError("The server's own certificate authority cannot be deleted", {
      hint: 'Replace it with kmipctl ca rotate',
    })
  }
  const record = await findAuthority(administration, name)
  if (record.supersededBy !== undefined) {
    throw new UsageError(`${name} is an earlier generation of ${baseName(name)}`, {
      hint: `End the trust in it with kmipctl ca retire ${name}`,
    })
  }
  const description = await describeAuthority(administration, record, now)
  if (description.usedBy.length > 0) {
    const users = description.usedBy.join(', ')
    throw new AdministrationError('IN_USE', `The certificate authority ${name} is used by ${users}`, {
      hint: 'Give them another one first',
    })
  }
  const records = await generations(administration, name)
  let credentials = 0
  for (const one of records) {
    credentials += await administration.countIssuedCredentials(issuerName(one), now.getTime())
  }
  return {description: {...description, credentials}, records: records.map((one) => one.name)}
}

/** By the name that people give it, with or without a generation. @throws AdministrationError NOT_FOUND */
export async function findAuthority(administration: AdministrationReader, name: string): Promise<AuthorityRecord> {
  const record = await administration.authority(storedName(name))
  if (record !== undefined && isListed(record) && !isStoredNameOfDefault(name)) return record
  throw noAuthority(name)
}

function isStoredNameOfDefault(name: string): boolean {
  return baseName(name) === intermediateName
}

/** Scopes' own are their clients' affair, and the root of the server's own hierarchy is shown with its intermediate. */
function isListed({kind, name}: Pick<AuthorityRecord, 'kind' | 'name'>): boolean {
  return kind === 'default' ? baseName(name) === intermediateName : kind !== 'scope'
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}

function checkAuthorityName(name: string): void {
  checkName('certificate authority', name)
  if (!reservedNames.has(name)) return
  throw new UsageError(`${name} is the server's own certificate authority`, {hint: 'Choose another name'})
}

async function insert(
  administration: AdministrationWriter,
  record: AuthorityRecord,
  now: Date,
): Promise<AuthorityDescription> {
  await assertFree(administration, record.name)
  await administration.insertAuthority(record)
  return describeAuthority(administration, record, now)
}

async function assertFree(administration: AdministrationReader, name: string): Promise<void> {
  if ((await administration.authority(name)) === undefined) return
  throw new AdministrationError('ALREADY_EXISTS', `The certificate authority ${name} exists already`, {
    hint: 'Choose another name, or make a new generation with kmipctl ca rotate',
  })
}

/** Credentials of one that had the name before do not become those of this one. */
async function freeGeneration(administration: AdministrationReader, name: string): Promise<number> {
  let generation = 1
  while ((await administration.countIssuedCredentials(generationName(name, generation), 0)) > 0) generation += 1
  return generation
}

/** Fails for the server's own authorities: whom these certify, credentials say. */
async function assertForeign(administration: AdministrationReader, pem: string): Promise<void> {
  const own = (await administration.authorityCertificates()).filter(({kind}) => kind !== 'imported')
  const ownKeys = new Set(own.map(({certificatePem}) => keyOf(readCertificate(certificatePem))))
  for (const certificate of readCertificates(pem)) {
    const {fingerprint, subject, subjectFields} = describeCertificate(certificate)
    const ofScope = await administration.authority(`${subjectFields.OU?.[0] ?? ''}/${fingerprint}`)
    if (ofScope === undefined && !ownKeys.has(keyOf(certificate))) continue
    throw new UsageError(`The certificate ${subject} is that of an authority of this server`, {
      hint: 'Import authorities of others only',
    })
  }
}

function keyOf({publicKey}: X509Certificate): string {
  return publicKey.export({type: 'spki', format: 'der'}).toString('base64')
}
