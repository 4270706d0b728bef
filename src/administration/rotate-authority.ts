import {type Authority, createRoot, crossCertify} from '../ca/authority.ts'
import {describeCertificate} from '../ca/certificate.ts'
import {type KeySpecification, parseKeySpecification} from '../ca/key-specification.ts'
import {UsageError} from '../errors.ts'
import type {AdministrationReader, AdministrationWriter, AuthorityRecord, Store} from '../storage/store.ts'
import {
  commonNameOf,
  createHierarchy,
  defaultAuthorityKey,
  findSigner,
  keyOf,
  newRecord,
  noAuthority,
} from './authorities.ts'
import {type AuthorityDescription, describeAuthority} from './authority-description.ts'
import {defaultAuthorityName, generationName, intermediateName, rootName} from './authority-names.ts'
import {AdministrationError} from './error.ts'
import type {KeyChoice} from './key-choice.ts'

export interface RotateAuthority extends KeyChoice {
  /** The server's own hierarchy when absent. */
  readonly name?: string | undefined
  /** As long as the generation before unless told otherwise; of generated ones only. */
  readonly ttlSeconds?: number | undefined
  readonly now: Date
}

/** A certificate that takes the place of another one. */
interface Replacement {
  readonly before: AuthorityRecord
  readonly fresh: Authority
  /** The new key, certified by the old one; undefined when nobody trusts that any longer, or below a root that has such. */
  readonly crossCertificatePem: string | undefined
}

/**
 * Makes a new generation of an authority. It issues from now on; what the one before issued is trusted until that is
 * retired, though its private key is gone. Servers show the new key certified by the old one, so that peers that know
 * only the old one go on verifying them. The server's own hierarchy gets the key that the configuration wants, others
 * the kind they had.
 *
 * @throws AdministrationError NOT_FOUND, UsageError for a wrong key or lifetime or an authority that does not sign
 */
export async function rotateAuthority(store: Store, request: RotateAuthority): Promise<AuthorityDescription> {
  const {name = defaultAuthorityName, now} = request
  const replacements =
    name === defaultAuthorityName ? await nextHierarchy(store, request) : [await nextGenerated(store, name, request)]
  return store.transaction(async ({administration}) => {
    for (const replacement of replacements) await replace(administration, replacement, now)
    const record = await administration.authority(name === defaultAuthorityName ? intermediateName : name)
    if (record === undefined) throw noAuthority(name)
    return describeAuthority(administration, record, now)
  })
}

async function nextGenerated(store: Store, name: string, request: RotateAuthority): Promise<Replacement> {
  const {now, ttlSeconds} = request
  const before = await store.read(({administration}) => findSigner(administration, name))
  const old = describeCertificate(before.certificatePem)
  const fresh = await createRoot({
    commonName: commonNameOf(name, before.generation + 1),
    key: nextKey(request, {type: old.key.type, bits: old.key.bits ?? 0}),
    lifetimeSeconds: ttlSeconds ?? Math.round((old.notAfter.getTime() - before.createdAt) / 1000),
    now,
  })
  return {before, fresh, crossCertificatePem: await crossed(before, fresh, now)}
}

async function nextHierarchy(store: Store, request: RotateAuthority): Promise<readonly Replacement[]> {
  const {now} = request
  if (request.ttlSeconds !== undefined) {
    throw new UsageError("The lifetime of the server's own certificate authority is ten years")
  }
  const {root, intermediate, wanted} = await store.read(async ({administration}) => ({
    root: await findOwn(administration, rootName),
    intermediate: await findOwn(administration, intermediateName),
    wanted: await defaultAuthorityKey(administration),
  }))
  const fresh = await createHierarchy(nextKey(request, wanted), root.generation + 1, now)
  return [
    {before: root, fresh: fresh.root, crossCertificatePem: await crossed(root, fresh.root, now)},
    {before: intermediate, fresh: fresh.intermediate, crossCertificatePem: undefined},
  ]
}

async function findOwn(administration: AdministrationReader, name: string): Promise<AuthorityRecord> {
  const record = await administration.authority(name)
  if (record !== undefined) return record
  throw new AdministrationError('NOT_FOUND', 'The server has no certificate authority yet', {
    hint: 'It is made at first use, or with kmipctl ca show',
  })
}

/** A new type makes the old size meaningless. */
function nextKey(
  {keyType, keyBits}: KeyChoice,
  before: {readonly type: string; readonly bits: number},
): KeySpecification {
  const type = keyType ?? before.type
  const usual = type === 'rsa' ? 3072 : 256
  return parseKeySpecification(type, keyBits ?? (type === before.type ? before.bits : usual))
}

async function crossed(before: AuthorityRecord, fresh: Authority, now: Date): Promise<string | undefined> {
  const {certificatePem} = before
  if (describeCertificate(certificatePem).notAfter <= now) return undefined
  return crossCertify(fresh, {certificatePem, privateKeyPem: keyOf(before), chainPem: [certificatePem]}, now)
}

async function replace(
  administration: AdministrationWriter,
  {before, fresh, crossCertificatePem}: Replacement,
  now: Date,
): Promise<void> {
  const {name, generation, kind, issuer} = before
  const current = await administration.authority(name)
  if (current?.certificatePem !== before.certificatePem) {
    throw new AdministrationError('ALREADY_EXISTS', 'The certificate authority was changed meanwhile', {
      hint: 'See it with kmipctl ca list before trying again',
    })
  }
  await administration.insertAuthority({
    ...before,
    name: generationName(name, generation),
    issuer: issuer === undefined ? undefined : generationName(issuer, generation),
    privateKeyPem: undefined,
    supersededBy: name,
  })
  const record = newRecord(fresh, {name, kind, createdAt: now.getTime()})
  await administration.updateAuthority({...record, issuer, generation: generation + 1, crossCertificatePem})
}
