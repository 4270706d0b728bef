import {type Authority, createIntermediate, createRoot, defaultAuthorityLifetimeSeconds} from '../ca/authority.ts'
import {describeCertificate} from '../ca/certificate.ts'
import {type KeySpecification, parseKeySpecification} from '../ca/key-specification.ts'
import {generateServerCredential} from '../ca/server-certificate.ts'
import {StorageError, UsageError} from '../errors.ts'
import type {AdministrationReader, AuthorityRecord, Store} from '../storage/store.ts'
import {crossChain, generations} from './authority-generations.ts'
import {
  baseName,
  defaultAuthorityName,
  generationName,
  intermediateName,
  issuerName,
  reservedNames,
  rootName,
  shownName,
} from './authority-names.ts'
import {AdministrationError} from './error.ts'
import {readConfiguration} from './server-configuration.ts'

export {intermediateName, rootName} from './authority-names.ts'

/** Every TLS library has P-256, and none is faster. */
const ecServerKey: KeySpecification = {type: 'ec', bits: 256}
/** With a longer one a handshake holds up everybody else for a while. */
const rsaServerKey: KeySpecification = {type: 'rsa', bits: 2048}

/** An authority that signs. */
export interface IssuingAuthority extends Authority {
  /** Name and generation, for the credentials that it issues. */
  readonly issuer: string
  /** What a server presents behind its own certificate, so that peers that know only earlier generations verify it. */
  readonly presentedPem: readonly string[]
}

interface Hierarchy {
  readonly root: Authority
  readonly intermediate: Authority
}

export interface IssuerRequest {
  /** The server's own hierarchy when undefined. */
  readonly name?: string | undefined
  readonly now: Date
}

/**
 * The authority that issues for this store under a name. The server's own is made with its root at first use, with the
 * key that the configuration wants; of several processes that make it at once one wins, and all go on with the winner's.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for an authority that does not sign
 */
export async function issuingAuthority(store: Store, {name, now}: IssuerRequest): Promise<IssuingAuthority> {
  if (name !== undefined && name !== defaultAuthorityName) {
    return store.read(({administration}) => readIssuer(administration, name))
  }
  const stored = await store.read(({administration}) => readDefault(administration))
  return stored ?? (await insertHierarchy(store, await createFirstHierarchy(store, now), now))
}

/**
 * The same within a transaction, where the server's own has to be there already.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for an authority that does not sign
 */
export async function existingIssuer(
  administration: AdministrationReader,
  name = defaultAuthorityName,
): Promise<IssuingAuthority> {
  const issuer =
    name === defaultAuthorityName ? await readDefault(administration) : await readIssuer(administration, name)
  if (issuer === undefined) throw noAuthority(name)
  return issuer
}

/**
 * The record of an authority that signs, by the name that people give it.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for an authority that does not sign
 */
export async function findSigner(administration: AdministrationReader, name: string): Promise<AuthorityRecord> {
  const record = reservedNames.has(name) ? undefined : await administration.authority(name)
  if (record === undefined || record.kind === 'scope') throw noAuthority(name)
  if (record.kind === 'imported') {
    throw new UsageError(`The certificate authority ${name} is imported: it verifies clients and signs nothing`, {
      hint: 'Choose a generated one; see kmipctl ca list',
    })
  }
  if (record.supersededBy === undefined) return record
  throw new UsageError(`The certificate authority ${name} was superseded by ${record.supersededBy} and signs no more`)
}

export function noAuthority(name: string): AdministrationError {
  return new AdministrationError('NOT_FOUND', `There is no certificate authority ${name}`, {
    hint: 'See the authorities with kmipctl ca list, or make one with kmipctl ca generate',
  })
}

async function readIssuer(administration: AdministrationReader, name: string): Promise<IssuingAuthority> {
  const record = await findSigner(administration, name)
  const {certificatePem} = record
  return {
    certificatePem,
    privateKeyPem: keyOf(record),
    chainPem: [certificatePem],
    issuer: issuerName(record),
    // Not its own certificate: peers would stop there instead of going on to an earlier generation
    presentedPem: crossChain(await generations(administration, name)),
  }
}

async function readDefault(administration: AdministrationReader): Promise<IssuingAuthority | undefined> {
  const intermediate = await administration.authority(intermediateName)
  if (intermediate === undefined) return undefined
  const {certificatePem} = intermediate
  const root = await administration.authority(rootName)
  if (root === undefined) throw new StorageError('CORRUPT', `The store has lost its certificate authority ${rootName}`)
  return {
    certificatePem,
    privateKeyPem: keyOf(intermediate),
    chainPem: [certificatePem, root.certificatePem],
    issuer: issuerName(intermediate),
    presentedPem: [certificatePem, ...crossChain(await generations(administration, rootName))],
  }
}

/**
 * Fails when the generation that issued a certificate was deleted or retired in the meantime; one that was only
 * superseded is still trusted.
 */
export async function assertTrusted(administration: AdministrationReader, issuer: string): Promise<void> {
  const records = await generations(administration, baseName(issuer))
  if (records.some((record) => issuerName(record) === issuer)) return
  throw new AdministrationError('NOT_FOUND', `The certificate authority ${shownName(issuer)} was deleted meanwhile`, {
    hint: 'Try again',
  })
}

/** @throws StorageError CORRUPT */
export function keyOf({name, privateKeyPem}: AuthorityRecord): string {
  if (privateKeyPem === undefined) throw new StorageError('CORRUPT', `The store has lost the private key of ${name}`)
  return privateKeyPem
}

async function createFirstHierarchy(store: Store, now: Date): Promise<Hierarchy> {
  return createHierarchy(await store.read(({administration}) => defaultAuthorityKey(administration)), 1, now)
}

/** What the configuration wants for the next generation of the server's own hierarchy. */
export async function defaultAuthorityKey(
  administration: Pick<AdministrationReader, 'setting'>,
): Promise<KeySpecification> {
  const {tlsCaKeyType, tlsCaKeyBits} = await readConfiguration(administration)
  return parseKeySpecification(tlsCaKeyType, tlsCaKeyBits)
}

/** Keys take a while to make, so this happens outside of any transaction. */
export async function createHierarchy(key: KeySpecification, generation: number, now: Date): Promise<Hierarchy> {
  const request = {key, lifetimeSeconds: defaultAuthorityLifetimeSeconds, now}
  const root = await createRoot({...request, commonName: commonNameOf(rootName, generation)})
  const commonName = commonNameOf(intermediateName, generation)
  return {root, intermediate: await createIntermediate(root, {...request, commonName})}
}

/** RFC 5280 appendix A, ub-common-name. */
const longestCommonName = 64

/** Generations have names of their own: peers look for issuers by name first. */
export function commonNameOf(name: string, generation: number): string {
  const suffix = generation === 1 ? '' : `-${generation}`
  return `${name.slice(0, longestCommonName - suffix.length)}${suffix}`
}

async function insertHierarchy(store: Store, fresh: Hierarchy, now: Date): Promise<IssuingAuthority> {
  const createdAt = now.getTime()
  const {root, intermediate} = fresh
  try {
    return await store.transaction(async ({administration}) => {
      const winner = await readDefault(administration)
      if (winner !== undefined) return winner
      await administration.insertAuthority(newRecord(root, {name: rootName, kind: 'default', createdAt}))
      const issued = newRecord(intermediate, {name: intermediateName, kind: 'default', createdAt})
      await administration.insertAuthority({...issued, issuer: rootName})
      const issuer = generationName(intermediateName, 1)
      return {...intermediate, issuer, presentedPem: [intermediate.certificatePem]}
    })
  } catch (error) {
    // A database shared by many servers may see the winner only when the names collide
    const winner = isConflict(error) && (await store.read(({administration}) => readDefault(administration)))
    if (winner !== false && winner !== undefined) return winner
    throw error
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof StorageError && error.storageCode === 'CONFLICT'
}

/** The record of an authority of the first generation that signs. */
export function newRecord(
  {certificatePem, privateKeyPem}: Pick<Authority, 'certificatePem' | 'privateKeyPem'>,
  rest: Pick<AuthorityRecord, 'name' | 'kind' | 'createdAt'>,
): AuthorityRecord {
  return {
    ...rest,
    scopeId: undefined,
    certificatePem,
    privateKeyPem,
    crossCertificatePem: undefined,
    issuer: undefined,
    generation: 1,
    supersededBy: undefined,
    mapping: undefined,
  }
}

export interface ServerIdentityRequest {
  /** Name of the authority that issues; the server's own hierarchy when absent. */
  readonly authority?: string | undefined
  /** DNS names clients use; the first is also the common name. */
  readonly hostnames: readonly string[]
  /** Besides 127.0.0.1 and ::1. */
  readonly ipAddresses?: readonly string[] | undefined
  /** One that suits the authority unless told otherwise. */
  readonly key?: KeySpecification | undefined
  /** A year unless told otherwise. */
  readonly lifetimeSeconds?: number | undefined
  readonly now: Date
}

/** What a TLS server needs; everything in PEM. */
export interface ServerIdentity {
  /** The server's certificate, then the authorities above it that clients may not have. */
  readonly certPem: string
  readonly keyPem: string
  /** What client certificates are verified against: every generation of the authority that is trusted. */
  readonly caPem: string
  /** The certificate has to be renewed before. */
  readonly notAfter: Date
}

const serverLifetimeSeconds = 365 * 24 * 60 * 60

/** A server certificate with a new key, for this start of the server only: it is kept nowhere. */
export async function serverIdentity(store: Store, request: ServerIdentityRequest): Promise<ServerIdentity> {
  const {authority, now} = request
  const issuer = await issuingAuthority(store, {name: authority, now})
  const issued = await generateServerCredential(issuer, {
    hostnames: request.hostnames,
    ipAddresses: request.ipAddresses,
    key: request.key ?? serverKeyFor(issuer),
    lifetimeSeconds: request.lifetimeSeconds ?? serverLifetimeSeconds,
    now,
  })
  return {
    certPem: joinPem([issued.certificatePem, ...issuer.presentedPem]),
    keyPem: issued.privateKeyPem,
    caPem: joinPem(await store.read(({administration}) => trustedCertificates(administration, [authority]))),
    notAfter: issued.notAfter,
  }
}

/** Of the kind that the authority has: whoever chose RSA for it has clients that know nothing else. */
function serverKeyFor({certificatePem}: Authority): KeySpecification {
  return describeCertificate(certificatePem).key.type === 'rsa' ? rsaServerKey : ecServerKey
}

/**
 * The certificates against which clients of these authorities are verified, each in PEM: those of every generation that
 * was not retired. Undefined is the server's own hierarchy; unknown names have none.
 */
export async function trustedCertificates(
  administration: AdministrationReader,
  names: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const certificates: string[] = []
  for (const name of names) {
    const isDefault = name === undefined || name === defaultAuthorityName
    for (const one of isDefault ? [intermediateName, rootName] : [name]) {
      const records = await generations(administration, one)
      certificates.push(...records.flatMap(({certificatePem}) => splitPem(certificatePem)))
    }
  }
  return certificates
}

function splitPem(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
}

/** One text of several PEM blocks. */
export function joinPem(blocks: readonly string[]): string {
  return blocks.map((block) => `${block.trim()}\n`).join('')
}
