import {describeCertificate} from '../ca/certificate.ts'
import {UsageError} from '../errors.ts'
import {defaultListenerName} from '../server/listener/listener-definition.ts'
import type {AdministrationReader, ListenerRecord, Store} from '../storage/store.ts'
import {findSigner, noAuthority} from './authorities.ts'
import {defaultAuthorityName, reservedNames} from './authority-names.ts'
import {closest} from '../notation/closest.ts'
import {AdministrationError} from './error.ts'
import {defaultListenerFields, parseListenerFields, suitesOf} from './listener-fields.ts'
import {checkName} from './name.ts'

/** A listener that the operator named. */
export interface ListenerDescription {
  readonly name: string
  /** `host:port`. */
  readonly address: string
  /** Name of the authority that issues the server's certificate. */
  readonly ca: string
  readonly serverHostnames: readonly string[]
  readonly serverIps: readonly string[]
  readonly additionalClientCas: readonly string[]
  readonly alsoUseLegacyCa: boolean
  /** `tls12` or `tls13`. */
  readonly tlsMinVersion: string
  /** Undefined: the newest there is. */
  readonly tlsMaxVersion: string | undefined
  /** IANA's names of TLS 1.2 suites; the server's own choice when empty. */
  readonly tlsCipherSuites: readonly string[]
  readonly createdAt: Date
}

export interface WriteListener {
  readonly name: string
  /** Under Vault's names: `address`, `ca`, `server_hostnames`. Those that are absent stay as they are. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Refuses when there is one of this name already, or none; either will do when absent. */
  readonly must?: 'be new' | 'exist' | undefined
  readonly now: Date
}

/**
 * Makes a listener, or changes the one there is. Running servers open it within a second or two, and go on serving what has not
 * changed.
 *
 * @throws UsageError for an unsuitable name, field or value, AdministrationError NOT_FOUND for an authority that there is not,
 * ALREADY_EXISTS for an address that another listener has
 */
export async function writeListener(store: Store, request: WriteListener): Promise<ListenerDescription> {
  const {name, fields, now} = request
  checkName('listener', name)
  if (name === defaultListenerName) {
    throw new UsageError(`The name ${name} is that of the server's own listener`, {
      hint: 'Change that with kmipctl config set, or choose another name',
    })
  }
  const change = parseListenerFields(fields)
  return store.transaction(async ({administration}) => {
    const before = await administration.listener(name)
    checkPresence(request, before)
    const record = complete({name, createdAt: now.getTime(), ...defaultListenerFields, ...before, ...change})
    await check(administration, record)
    await administration.putListener(record)
    return describe(record)
  })
}

/** @throws AdministrationError NOT_FOUND */
export async function showListener(store: Store, name: string): Promise<ListenerDescription> {
  return describe(await store.read(({administration}) => find(administration, name)))
}

/** By name. */
export async function listListeners(store: Store): Promise<readonly ListenerDescription[]> {
  return (await store.read(({administration}) => administration.listeners())).map(describe)
}

/** Running servers close it; its connections end when what they sent is answered. @throws AdministrationError NOT_FOUND */
export async function deleteListener(store: Store, name: string): Promise<ListenerDescription> {
  return store.transaction(async ({administration}) => {
    const record = await find(administration, name)
    await administration.deleteListener(name)
    return describe(record)
  })
}

/** Names and types as Vault answers them. */
export function vaultListenerForm(listener: ListenerDescription): Readonly<Record<string, unknown>> {
  return {
    address: listener.address,
    ca: listener.ca,
    server_hostnames: listener.serverHostnames,
    server_ips: listener.serverIps,
    additional_client_cas: listener.additionalClientCas,
    also_use_legacy_ca: listener.alsoUseLegacyCa,
    tls_min_version: listener.tlsMinVersion,
    tls_max_version: listener.tlsMaxVersion ?? '',
    tls_cipher_suites: listener.tlsCipherSuites.join(','),
  }
}

function checkPresence({name, must}: WriteListener, before: ListenerRecord | undefined): void {
  if (must === 'be new' && before !== undefined) {
    throw new AdministrationError('ALREADY_EXISTS', `There is a listener ${name} already`, {
      hint: 'Change it with kmipctl listener update, or choose another name',
    })
  }
  if (must === 'exist' && before === undefined) {
    throw new AdministrationError('NOT_FOUND', `There is no listener ${name}`, {
      hint: 'See the listeners with kmipctl listener list, or make one with kmipctl listener create',
    })
  }
}

type Draft = Omit<ListenerRecord, 'address' | 'authority'> & Partial<Pick<ListenerRecord, 'address' | 'authority'>>

function complete({address, authority, ...rest}: Draft): ListenerRecord {
  if (address === undefined) {
    throw new UsageError('A listener needs an address', {hint: 'Give address, such as 0.0.0.0:5697'})
  }
  if (authority === undefined) {
    throw new UsageError('A listener needs a certificate authority', {
      hint: 'Give ca, the name of a generated one; see kmipctl ca list',
    })
  }
  return {...rest, address, authority}
}

/** What cannot be judged of single fields. */
async function check(administration: AdministrationReader, record: ListenerRecord): Promise<void> {
  const {tlsMinVersion, tlsMaxVersion = tlsMinVersion} = record
  if (tlsMinVersion > tlsMaxVersion) {
    throw new UsageError(`tls_min_version ${tlsMinVersion} is newer than tls_max_version ${tlsMaxVersion}`)
  }
  const signer = await findSigner(administration, record.authority)
  checkSuites(record, describeCertificate(signer.certificatePem).key.type)
  for (const name of record.additionalClientAuthorities) await checkClientAuthority(administration, name)
  await checkAddress(administration, record)
}

/** Otherwise nobody could speak TLS 1.2 with it, and clients would be told nothing but that. */
function checkSuites({authority, tlsCipherSuites}: ListenerRecord, keyType: string): void {
  const suites = suitesOf(tlsCipherSuites)
  if (suites.length === 0 || suites.some(({key}) => key === keyType)) return
  const wanted = keyType === 'rsa' ? 'RSA' : 'ECDSA'
  throw new UsageError(
    `None of tls_cipher_suites works with the ${keyType} key of the certificate authority ${authority}`,
    {
      hint: `Add one such as TLS_ECDHE_${wanted}_WITH_AES_128_GCM_SHA256`,
    },
  )
}

async function checkClientAuthority(administration: AdministrationReader, name: string): Promise<void> {
  if (name === defaultAuthorityName) {
    throw new UsageError(`${name} is no additional authority but the server's own`, {
      hint: 'Set also_use_legacy_ca to trust it',
    })
  }
  const record = reservedNames.has(name) ? undefined : await administration.authority(name)
  if (record === undefined || record.kind === 'scope') throw noAuthority(name)
}

async function checkAddress(administration: AdministrationReader, {name, address}: ListenerRecord): Promise<void> {
  if (address.endsWith(':0')) return
  const others = await administration.listeners()
  const holder = others.find((other) => other.name !== name && other.address === address)
  if (holder === undefined) return
  throw new AdministrationError('ALREADY_EXISTS', `The listener ${holder.name} has the address ${address} already`, {
    hint: 'Choose another port',
  })
}

async function find(administration: AdministrationReader, name: string): Promise<ListenerRecord> {
  const found = await administration.listener(name)
  if (found !== undefined) return found
  const names = (await administration.listeners()).map((listener) => listener.name)
  const near = closest(name, names)
  const hint = near === undefined ? 'See the listeners with kmipctl listener list' : `Did you mean ${near}?`
  throw new AdministrationError('NOT_FOUND', `There is no listener ${name}`, {hint})
}

function describe(record: ListenerRecord): ListenerDescription {
  const {name, address, authority, serverHostnames, serverIps, tlsMinVersion, tlsMaxVersion, tlsCipherSuites} = record
  return {
    name,
    address,
    ca: authority,
    serverHostnames,
    serverIps,
    additionalClientCas: record.additionalClientAuthorities,
    alsoUseLegacyCa: record.alsoUseLegacyAuthority,
    tlsMinVersion,
    tlsMaxVersion,
    tlsCipherSuites,
    createdAt: new Date(record.createdAt),
  }
}
