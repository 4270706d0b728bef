import {pkcs12Readers} from '../../ca/pkcs12-readers.ts'
import {KmipClient, type TracedMessage} from '../../client/kmip-client.ts'
import {responseToServer} from '../../client/server-requests.ts'
import {
  type ConnectionFlags,
  type ConnectionSettings,
  requireSetting,
  resolveConnectionSettings,
} from '../../config/connection-settings.ts'
import {readLoginTicket} from '../../config/login-ticket.ts'
import {loadCredential} from '../../config/credential-files.ts'
import type {HeaderOptions} from '../../client/request-message.ts'
import {type Environment, processEnvironment} from '../../config/environment.ts'
import {profilesFile} from '../../config/paths.ts'
import {Profiles} from '../../config/profiles.ts'
import {readSecret} from '../../config/secret.ts'
import {describeSetting, parseSetting} from '../../config/setting.ts'
import {systemAuthorities} from '../../config/system-authorities.ts'
import {UsageError} from '../../errors.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {type Address, formatAddress, parseAddress, parseAddresses} from '../../transport/address.ts'
import type {FailedServer} from '../../transport/connect-any.ts'
import {splitUntrimmed} from '../../transport/server-list.ts'
import {parseCiphers, type TlsMaterial} from '../../transport/tls-material.ts'
import type {ConnectionDescription} from './connection-description.ts'
import type {OpenNextOptions} from '../../client/reconnecting-channel.ts'
import {ObservedLink} from './observed-link.ts'
import {parseVersion} from '../values/version-value.ts'

export interface OpenClientOptions {
  readonly environment?: Environment | undefined
  /** Asks for the password of an encrypted file; undefined when there is nobody to ask. */
  readonly askPassword?: ((file: string) => Promise<string | undefined>) | undefined
  /** Asks for the password of a user; undefined when there is nobody to ask, or none to send. */
  readonly askUserPassword?: AskUserPassword | undefined
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
  /** Told of each server of a list that cannot be used. */
  readonly onFailure?: ((failed: FailedServer) => void) | undefined
}

export type AskUserPassword = (username: string) => Promise<string | undefined>

/** A client that has not connected yet, and what there is to tell about it. */
export interface OpenedClient {
  readonly client: KmipClient
  /** Of the client, in PEM, with its chain. */
  readonly certificatePem: string | undefined
  /** Sentences for the user. */
  readonly warnings: readonly string[]
  /** For `--json`; tells more once there is a connection. */
  describe(): ConnectionDescription
}

/** Where to connect and as whom, read from flags, environment and profile. */
export interface ConnectionTarget {
  readonly settings: ConnectionSettings
  /** In the order in which they are to be tried. */
  readonly addresses: readonly Address[]
  readonly version: Version | 'auto'
  readonly tls: TlsMaterial
  /** Sentences for the user. */
  readonly warnings: readonly string[]
}

/**
 * Reads where to connect and the files of the credential, opens no connection.
 *
 * @throws ConfigError or UsageError that names the setting
 */
export async function connectionTarget(
  flags: ConnectionFlags,
  {environment = processEnvironment(), askPassword}: OpenClientOptions = {},
): Promise<ConnectionTarget> {
  const settings = await resolveConnectionSettings(flags, environment, new Profiles(profilesFile(environment)))
  const addresses = parseSetting(requireSetting('server', settings.server), (text) =>
    settings.failover.value === 'percona'
      ? splitUntrimmed(text, 'The list of servers').map((part) => parseAddress(part))
      : parseAddresses(text),
  ).value
  const version = parseSetting(settings.kmipVersion, parseVersion).value
  const {material, warnings} = await loadCredential(settings, {...pkcs12Readers, askPassword})
  const {serverName, tlsMinVersion, tlsMaxVersion, tlsCiphers, insecure} = settings
  const ciphers = tlsCiphers === undefined ? undefined : parseSetting(tlsCiphers, parseCiphers).value
  const ca = material.ca ?? (insecure.value ? undefined : await systemAuthorities(environment))
  return {
    settings,
    addresses,
    version,
    tls: {
      ...material,
      ca,
      serverName: serverName?.value,
      minVersion: tlsMinVersion?.value,
      maxVersion: tlsMaxVersion?.value,
      ciphers,
      insecure: insecure.value,
    },
    warnings: insecure.value ? [...warnings, insecureWarning] : warnings,
  }
}

/**
 * Makes a client from flags, environment and profile. Reads the files of the credential, opens no connection.
 *
 * @throws ConfigError or UsageError that names the setting
 */
export async function openClient(flags: ConnectionFlags, options: OpenClientOptions = {}): Promise<OpenedClient> {
  const target = await connectionTarget(flags, options)
  const {settings, version, warnings} = target
  const link = linkTo(target, options.onFailure)
  const client = new KmipClient({
    open: (opening) => link.open({...opening, onRequest: respondToServer}),
    ...failover(link, settings),
    // Unless somebody chose one, each operation is free to need a newer one than usual
    version: settings.kmipVersion.origin.kind === 'default' ? undefined : version,
    onMessage: options.onMessage,
    header: {
      ...(await readLogin(settings, options.askUserPassword)),
      ticket: await readLoginTicket(flags, options.environment ?? processEnvironment()),
    },
  })
  return {
    client,
    certificatePem: target.tls.cert,
    warnings,
    describe: () => describeLink(link, {...target, version: spoken(client, version)}),
  }
}

/** mongod has one time for connecting and answering, and nothing of one errand is kept for the next. */
function failover(link: ObservedLink, {failover, timeoutMs, connectTimeoutMs}: ConnectionSettings) {
  return failover.value === 'percona'
    ? {
        timeoutMs: connectTimeoutMs.value,
        retry: false,
        perform: <T>(errand: () => Promise<T>) => link.perform(errand),
      }
    : {
        timeoutMs: timeoutMs.value,
        openNext: (failed: object, opening: OpenNextOptions) =>
          link.openNext(failed, {...opening, onRequest: respondToServer}),
      }
}

/** Of a negotiated version only that it is one. */
function spoken(client: KmipClient, version: Version | 'auto'): Version | 'auto' {
  return version === 'auto' ? version : (client.sentVersion ?? version)
}

/** Connects to the first server of the target that can be used. */
export function linkTo(
  {addresses, tls, settings}: ConnectionTarget,
  onFailure?: (failed: FailedServer) => void,
): ObservedLink {
  const {connectTimeoutMs, connectRetries, failover} = settings
  const rule = failover.value
  return new ObservedLink({
    addresses,
    tls,
    timeoutMs: connectTimeoutMs.value,
    retries: connectRetries.value,
    rule,
    oneTimer: rule === 'percona',
    firstAddressOnly: rule === 'percona',
    onFailure,
  })
}

/** What `--json` tells of a connection. */
export function describeLink(link: ObservedLink, {settings, version}: ConnectionTarget): ConnectionDescription {
  const {address, description} = link
  return {
    server: address === undefined ? '' : formatAddress(address),
    profile: settings.profile ?? null,
    kmipVersion: version,
    tls: description,
  }
}

/** The role may receive what the server sends by itself; a command has no use for it, but must not stumble over it. */
function respondToServer(request: Uint8Array, respond: (response: Uint8Array) => void): void {
  const response = responseToServer(request, new Date())
  if (response !== undefined) respond(response)
}

const insecureWarning = 'The certificate of the server is not checked (--insecure): anybody could be the server'

/** The user name of the settings and its password, which is read from its file or asked for; empty without a name. */
export async function readLogin(
  {username, password, passwordHash}: ConnectionSettings,
  ask?: AskUserPassword,
): Promise<Pick<HeaderOptions, 'login' | 'hashedLogin'>> {
  if (username === undefined) {
    if (passwordHash === undefined) return {}
    throw new UsageError(`${describeSetting(passwordHash)} is given without a user name`, {
      hint: 'Pass --username, or set KMIPCTL_USERNAME',
    })
  }
  const {value} = username
  const text = password === undefined ? await ask?.(value) : await readSecret(password)
  if (passwordHash === undefined) return {login: {username: value, password: text}}
  // Few need it, and every command would load it
  const {hashedLogin, parsePasswordHash} = await import('../../client/hashed-login.ts')
  const hash = parseSetting(passwordHash, parsePasswordHash).value
  if (text === undefined) {
    throw new UsageError('There is no password to send hashed', {hint: 'Pass --password-file, or set KMIPCTL_PASSWORD'})
  }
  return {hashedLogin: hashedLogin(value, text, hash)}
}

/**
 * As `readLogin`, for messages that are not made by our client.
 *
 * @throws UsageError when the password is to be sent hashed
 */
export async function readPlainLogin(settings: ConnectionSettings, ask?: AskUserPassword) {
  if (settings.passwordHash !== undefined) {
    throw new UsageError(
      `${describeSetting(settings.passwordHash)} does not go with messages that are made elsewhere`,
      {
        hint: 'Leave it out, which sends the password as it is',
      },
    )
  }
  return (await readLogin(settings, ask)).login
}
