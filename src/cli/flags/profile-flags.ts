import {Flags} from '@oclif/core'
import {parseDuration} from '../../config/duration.ts'
import type {Profile} from '../../config/profile.ts'
import {parseFailover, parseRetries, parseTlsVersion} from '../../config/switch.ts'
import {parseVersion} from '../values/version-value.ts'
import {formatAddress, parseAddresses} from '../../transport/address.ts'
import {parseCiphers} from '../../transport/tls-material.ts'

/** One flag for each setting of a profile. */
export const profileFlags = {
  server: Flags.string({
    summary: 'Address of the server, or several with commas between them; the port is 5696 unless given',
    helpValue: 'HOST:PORT',
    parse: async (text) => parseAddresses(text).map(formatAddress).join(','),
  }),
  'server-name': Flags.string({summary: 'Name expected in the certificate of the server', helpValue: 'NAME'}),
  ca: Flags.string({summary: 'Certificates of the authorities that the server is checked against', helpValue: 'FILE'}),
  cert: Flags.string({summary: 'Certificate of the client, or a PKCS#12 file with its key', helpValue: 'FILE'}),
  key: Flags.string({summary: 'Private key of the client', helpValue: 'FILE'}),
  'key-password-file': Flags.string({
    summary: 'File with the password of the key in its first line',
    helpValue: 'FILE',
  }),
  username: Flags.string({summary: 'User name sent in requests, for servers that want one', helpValue: 'NAME'}),
  'password-file': Flags.string({summary: 'File with the password of the user in its first line', helpValue: 'FILE'}),
  'password-hash': Flags.string({
    summary: 'Hash that the password is sent with: sha-256, sha-384 or sha-512; needs KMIP 2.0',
    helpValue: 'HASH',
    options: ['sha-256', 'sha-384', 'sha-512'],
  }),
  'kmip-version': Flags.string({
    summary: 'KMIP version to speak, such as 1.4 or 2.1, or auto to ask the server',
    helpValue: 'VERSION',
    parse: checkedBy(parseVersion),
  }),
  timeout: Flags.string({
    summary: 'Longest wait for an answer, such as 30s',
    helpValue: 'DURATION',
    parse: checkedBy(parseDuration),
  }),
  'connect-timeout': Flags.string({
    summary: 'Longest wait for a connection, such as 5s',
    helpValue: 'DURATION',
    parse: checkedBy(parseDuration),
  }),
  'connect-retries': Flags.string({
    summary: 'How often to try all servers again when none can be reached',
    helpValue: 'NUMBER',
    parse: checkedBy(parseRetries),
  }),
  failover: Flags.string({
    summary: 'What leads to the next server of a list: connection, percona or strict',
    helpValue: 'RULE',
    parse: checkedBy(parseFailover),
  }),
  'tls-min-version': Flags.string({
    summary: 'Oldest TLS version allowed, such as 1.2',
    helpValue: 'VERSION',
    parse: checkedBy(parseTlsVersion),
  }),
  'tls-max-version': Flags.string({
    summary: 'Newest TLS version allowed, such as 1.3',
    helpValue: 'VERSION',
    parse: checkedBy(parseTlsVersion),
  }),
  'tls-ciphers': Flags.string({
    summary: 'Ciphers to offer, as OpenSSL names them',
    helpValue: 'LIST',
    parse: checkedBy(parseCiphers),
  }),
  insecure: Flags.boolean({summary: 'Do not check the certificate of the server'}),
}

/** What the flags of a profile were parsed to. */
export type ProfileFlagValues = {
  readonly [Flag in Exclude<keyof typeof profileFlags, 'insecure'>]?: string | undefined
} & {readonly insecure: boolean}

/** The profile that the flags describe. */
export function profileOf(flags: ProfileFlagValues): Profile {
  const texts = {
    server: flags.server,
    serverName: flags['server-name'],
    ca: flags.ca,
    cert: flags.cert,
    key: flags.key,
    keyPasswordFile: flags['key-password-file'],
    username: flags.username,
    passwordFile: flags['password-file'],
    passwordHash: flags['password-hash'],
    kmipVersion: flags['kmip-version'],
    timeout: flags.timeout,
    connectTimeout: flags['connect-timeout'],
    connectRetries: flags['connect-retries'],
    failover: flags.failover,
    tlsMinVersion: flags['tls-min-version'],
    tlsMaxVersion: flags['tls-max-version'],
    tlsCiphers: flags['tls-ciphers'],
  }
  const given = Object.entries(texts).filter(([, value]) => value !== undefined)
  return {...Object.fromEntries(given), ...(flags.insecure ? {insecure: true} : {})}
}

/** The text itself, once `parse` has taken it. */
function checkedBy(parse: (text: string) => unknown): (text: string) => Promise<string> {
  return async (text) => {
    parse(text)
    return text
  }
}
