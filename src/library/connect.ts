import {pkcs12Readers} from '../ca/pkcs12-readers.ts'
import {hashedLogin, parsePasswordHash} from '../client/hashed-login.ts'
import {KmipClient} from '../client/kmip-client.ts'
import type {OpenNextOptions} from '../client/reconnecting-channel.ts'
import type {HeaderOptions} from '../client/request-message.ts'
import {ServerLink} from '../client/server-link.ts'
import {responseToServer} from '../client/server-requests.ts'
import {loadCredential} from '../config/credential-files.ts'
import {parseFailover} from '../config/switch.ts'
import {UsageError} from '../errors.ts'
import {isVersion, versions} from '../kmip/spec/version.ts'
import {parseAddress, type Address} from '../transport/address.ts'
import {defaultConnectTimeoutMs} from '../transport/connect.ts'
import {parseCiphers, type TlsMaterial} from '../transport/tls-material.ts'
import {Client} from './client.ts'
import type {ConnectOptions, ServerAddress} from './connect-options.ts'
import {materialSetting} from './material.ts'
import {inWordsOfOptions} from './option-words.ts'

/**
 * Connects to a KMIP server over TLS and gives a client for it. The connection is kept; a new one is opened when the
 * server has closed it.
 *
 * ```ts
 * await using client = await connect({server: 'kmip.example:5696', ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem'})
 * ```
 *
 * Rejections: UsageError and ConfigError (an option is wrong), TransportError (no server can be used; `stage` tells how
 * far it came), OperationFailedError (the server knows no version, with `auto`).
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  return inWordsOfOptions(async () => {
    const addresses = serverAddresses(options)
    checkNumbers(options)
    checkVersion(options)
    checkFailover(options)
    const tls = await tlsMaterial(options)
    const link = linkTo(addresses, tls, options)
    const {version, timeoutMs, limits, retryDropped, onMessage} = options
    const client = new KmipClient({
      version,
      timeoutMs,
      limits,
      onMessage,
      retry: retryDropped,
      header: header(options),
      open: (opening) => link.open({...opening, onRequest: respondToServer}),
      ...failover(link, options),
    })
    await client.peer({signal: options.signal})
    if (version === 'auto') await client.version({signal: options.signal})
    return new Client(client)
  })
}

function serverAddresses({server, servers}: ConnectOptions): readonly Address[] {
  if (server !== undefined && servers !== undefined) throw new UsageError('Give either server or servers')
  const listed = servers ?? (server === undefined ? [] : [server])
  if (listed.length === 0) throw new UsageError('No server is given', {hint: 'Set server, such as kmip.example:5696'})
  return listed.map(addressOf)
}

function addressOf(server: ServerAddress): Address {
  if (typeof server === 'string') return parseAddress(server)
  const {host, port} = server
  // The same checks for both forms
  return parseAddress(`${host.includes(':') ? `[${host}]` : host}:${port}`)
}

async function tlsMaterial(options: ConnectOptions): Promise<TlsMaterial> {
  const {pfx, passphrase, serverName, minVersion, maxVersion, ciphers, insecure} = options
  if (pfx !== undefined && (options.cert !== undefined || options.key !== undefined)) {
    throw new UsageError('Give either pfx, or cert and key')
  }
  const {material} = await loadCredential(
    {
      ca: materialSetting('ca', options.ca),
      cert: materialSetting(pfx === undefined ? 'cert' : 'pfx', pfx ?? options.cert),
      key: materialSetting('key', options.key),
      keyPassword:
        typeof passphrase === 'string'
          ? {flag: 'passphrase', value: passphrase, kind: 'value', origin: {kind: 'flag'}}
          : undefined,
    },
    {...pkcs12Readers, askPassword: typeof passphrase === 'function' ? async () => passphrase() : undefined},
  )
  if (ciphers !== undefined) parseCiphers(ciphers)
  return {...material, serverName, minVersion, maxVersion, ciphers, insecure}
}

function header({username, password, passwordHash, header: fields = {}}: ConnectOptions): HeaderOptions {
  if (username === undefined) {
    if (password === undefined && passwordHash === undefined) return fields
    throw new UsageError('A password is given without username')
  }
  if (passwordHash === undefined) return {...fields, login: {username, password}}
  if (password === undefined) throw new UsageError('passwordHash is given without password')
  return {...fields, hashedLogin: hashedLogin(username, password, parsePasswordHash(passwordHash))}
}

function linkTo(addresses: readonly Address[], tls: TlsMaterial, options: ConnectOptions): ServerLink {
  const {connectTimeoutMs, retries, limits, failover: rule = 'connection', onFailover} = options
  const asMongod = rule === 'percona'
  return new ServerLink({
    addresses,
    tls,
    timeoutMs: connectTimeoutMs,
    retries,
    limits,
    rule,
    oneTimer: asMongod,
    firstAddressOnly: asMongod,
    onFailure: onFailover,
  })
}

/** mongod has one time for connecting and answering, and nothing of one errand is kept for the next. */
function failover(link: ServerLink, {failover: rule, connectTimeoutMs = defaultConnectTimeoutMs}: ConnectOptions) {
  return rule === 'percona'
    ? {timeoutMs: connectTimeoutMs, retry: false, perform: <T>(errand: () => Promise<T>) => link.perform(errand)}
    : {
        openNext: (failed: object, opening: OpenNextOptions) =>
          link.openNext(failed, {...opening, onRequest: respondToServer}),
      }
}

function checkNumbers(options: ConnectOptions): void {
  for (const name of ['timeoutMs', 'connectTimeoutMs', 'retries'] as const) {
    const value = options[name]
    if (value === undefined || (Number.isInteger(value) && value >= 0)) continue
    throw new UsageError(`${name} takes a whole number from 0 on, not ${String(value)}`)
  }
}

function checkVersion({version}: ConnectOptions): void {
  if (version === undefined || version === 'auto' || isVersion(version)) return
  throw new UsageError(`${JSON.stringify(version)} is not a version of KMIP`, {
    hint: `Use auto or one of ${versions.join(', ')}`,
  })
}

function checkFailover({failover: rule}: ConnectOptions): void {
  if (rule !== undefined) parseFailover(rule)
}

/** What a server asks by itself is answered: which versions we speak, and that we take nothing else. */
function respondToServer(request: Uint8Array, respond: (response: Uint8Array) => void): void {
  const response = responseToServer(request, new Date())
  if (response !== undefined) respond(response)
}
