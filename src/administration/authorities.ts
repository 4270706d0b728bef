import {type Authority, createIntermediate, createRoot, defaultAuthorityLifetimeSeconds} from '../ca/authority.ts'
import type {KeySpecification} from '../ca/key-specification.ts'
import {generateServerCredential} from '../ca/server-certificate.ts'
import {StorageError} from '../errors.ts'
import type {AdministrationReader, AuthorityRecord, Store} from '../storage/store.ts'

/** Signs the intermediate and nothing else. */
export const rootName = 'kmipctl-root'
/** Signs the certificates of servers and clients. */
export const intermediateName = 'kmipctl-intermediate'

const authorityKey: KeySpecification = {type: 'ec', bits: 256}

interface Hierarchy {
  readonly root: Authority
  readonly intermediate: Authority
}

/**
 * The authority that issues for this store; made with its root at first use. Of several processes that make it at once
 * one wins, and all go on with the winner's.
 */
export async function issuingAuthority(store: Store, now: Date): Promise<Authority> {
  const stored = await store.read(({administration}) => readHierarchy(administration))
  if (stored !== undefined) return stored.intermediate
  const {intermediate} = await insertHierarchy(store, await createHierarchy(now), now)
  return intermediate
}

/** Keys take a while to make, so this happens outside of any transaction. */
async function createHierarchy(now: Date): Promise<Hierarchy> {
  const request = {key: authorityKey, lifetimeSeconds: defaultAuthorityLifetimeSeconds, now}
  const root = await createRoot({...request, commonName: rootName})
  return {root, intermediate: await createIntermediate(root, {...request, commonName: intermediateName})}
}

async function insertHierarchy(store: Store, fresh: Hierarchy, now: Date): Promise<Hierarchy> {
  try {
    return await store.transaction(async ({administration}) => {
      const winner = await readHierarchy(administration)
      if (winner !== undefined) return winner
      const createdAt = now.getTime()
      await administration.insertAuthority(record(fresh.root, {name: rootName, issuer: undefined, createdAt}))
      await administration.insertAuthority(
        record(fresh.intermediate, {name: intermediateName, issuer: rootName, createdAt}),
      )
      return fresh
    })
  } catch (error) {
    // A database shared by many servers may see the winner only when the names collide
    const winner = isConflict(error) && (await store.read(({administration}) => readHierarchy(administration)))
    if (winner !== false && winner !== undefined) return winner
    throw error
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof StorageError && error.storageCode === 'CONFLICT'
}

async function readHierarchy(administration: AdministrationReader): Promise<Hierarchy | undefined> {
  const intermediate = await administration.authority(intermediateName)
  if (intermediate === undefined) return undefined
  const root = await administration.authority(rootName)
  if (root === undefined) throw new StorageError('CORRUPT', `The store has lost its certificate authority ${rootName}`)
  return {root: authority(root, []), intermediate: authority(intermediate, [root.certificatePem])}
}

function authority({name, certificatePem, privateKeyPem}: AuthorityRecord, above: readonly string[]): Authority {
  if (privateKeyPem === undefined) throw new StorageError('CORRUPT', `The store has lost the private key of ${name}`)
  return {certificatePem, privateKeyPem, chainPem: [certificatePem, ...above]}
}

function record(
  {certificatePem, privateKeyPem}: Authority,
  rest: Pick<AuthorityRecord, 'name' | 'issuer' | 'createdAt'>,
): AuthorityRecord {
  return {
    ...rest,
    kind: 'default',
    scopeId: undefined,
    certificatePem,
    privateKeyPem,
    crossCertificatePem: undefined,
    supersededBy: undefined,
    mapping: undefined,
  }
}

export interface ServerIdentityRequest {
  /** DNS names clients use; the first is also the common name. */
  readonly hostnames: readonly string[]
  /** Besides 127.0.0.1 and ::1. */
  readonly ipAddresses?: readonly string[] | undefined
  readonly key?: KeySpecification | undefined
  /** A year unless told otherwise. */
  readonly lifetimeSeconds?: number | undefined
  readonly now: Date
}

/** What a TLS server needs; everything in PEM. */
export interface ServerIdentity {
  /** The server's certificate, then the intermediate. */
  readonly certPem: string
  readonly keyPem: string
  /** What client certificates are verified against: the intermediate and the root. */
  readonly caPem: string
  /** The certificate has to be renewed before. */
  readonly notAfter: Date
}

const serverLifetimeSeconds = 365 * 24 * 60 * 60

/** A server certificate with a new key, for this start of the server only: it is kept nowhere. */
export async function serverIdentity(store: Store, request: ServerIdentityRequest): Promise<ServerIdentity> {
  const issuer = await issuingAuthority(store, request.now)
  const issued = await generateServerCredential(issuer, {
    hostnames: request.hostnames,
    ipAddresses: request.ipAddresses,
    key: request.key ?? authorityKey,
    lifetimeSeconds: request.lifetimeSeconds ?? serverLifetimeSeconds,
    now: request.now,
  })
  return {
    certPem: joinPem([issued.certificatePem, issuer.certificatePem]),
    keyPem: issued.privateKeyPem,
    caPem: joinPem(issuer.chainPem),
    notAfter: issued.notAfter,
  }
}

/** One text of several PEM blocks. */
export function joinPem(blocks: readonly string[]): string {
  return blocks.map((block) => `${block.trim()}\n`).join('')
}
