import {Flags} from '@oclif/core'
import type {ConnectionFlags} from '../../config/connection-settings.ts'

const helpGroup = 'CONNECTION'

/** Where and as whom to talk; `config` adds the environment and the profile to them. */
export const connectionFlags = {
  server: Flags.string({
    summary: 'Server, or several with commas between them: the first that can be reached is used [env: KMIPCTL_SERVER]',
    helpValue: 'HOST[:PORT]',
    helpGroup,
  }),
  profile: Flags.string({summary: 'Saved connection settings [env: KMIPCTL_PROFILE]', helpValue: 'NAME', helpGroup}),
  cert: Flags.string({
    summary: 'Client certificate, in PEM, DER or PKCS#12 [env: KMIPCTL_CERT]',
    helpValue: 'FILE',
    helpGroup,
  }),
  key: Flags.string({
    summary: 'Private key, where it is not in the file of the certificate [env: KMIPCTL_KEY]',
    helpValue: 'FILE',
    helpGroup,
  }),
  'key-password-file': Flags.string({
    summary: 'File with the password of the key [env: KMIPCTL_KEY_PASSWORD has the password itself]',
    helpValue: 'FILE',
    helpGroup,
  }),
  ca: Flags.string({
    summary: "Authorities that the server's certificate may come from; the system's without it [env: KMIPCTL_CA]",
    helpValue: 'FILE',
    helpGroup,
  }),
  'server-name': Flags.string({
    summary: "Name in the server's certificate, where it is not the host",
    helpValue: 'NAME',
    helpGroup,
  }),
  'kmip-version': Flags.string({
    summary: 'Version of KMIP: 1.0 to 2.1, or auto to ask the server [default: 1.4, or what the operation needs]',
    helpValue: 'VERSION',
    helpGroup,
  }),
  username: Flags.string({summary: 'User name to send beside the certificate', helpValue: 'NAME', helpGroup}),
  'password-file': Flags.string({
    summary: 'File with the password of the user, who is asked without it [env: KMIPCTL_PASSWORD has the password]',
    helpValue: 'FILE',
    helpGroup,
  }),
  'password-hash': Flags.string({
    summary: 'Send the password hashed, with sha-256, sha-384 or sha-512, which needs KMIP 2.0',
    helpValue: 'HASH',
    helpGroup,
  }),
  'login-ticket': Flags.string({
    summary: 'File with a ticket of op login to send with each request [env: KMIPCTL_LOGIN_TICKET has it in hex]',
    helpValue: 'FILE',
    helpGroup,
  }),
  timeout: Flags.string({summary: 'Longest wait for an answer [default: 30s]', helpValue: 'DURATION', helpGroup}),
  'connect-timeout': Flags.string({
    summary: 'Longest wait for a connection [default: 5s]',
    helpValue: 'DURATION',
    helpGroup,
  }),
  'connect-retries': Flags.string({
    summary: 'How often to try all servers again when none can be reached [default: 0]',
    helpValue: 'NUMBER',
    helpGroup,
  }),
  failover: Flags.string({
    summary: 'What leads to the next server of a list: connection, percona or strict [default: connection]',
    description:
      'connection: no TLS connection comes about, refused certificates included. percona: as mongod of Percona Server does it, whatever fails, a refusal by the server too, but not Item Not Found; every operation has a connection of its own, --connect-timeout counts for connecting and answering together, and a request that may have been carried out is sent again. strict: a server cannot be reached; one that answers, and be it with a refusal, is the one.',
    helpValue: 'RULE',
    helpGroup,
  }),
  'tls-min-version': Flags.string({summary: 'Lowest version of TLS [default: 1.2]', helpValue: 'VERSION', helpGroup}),
  'tls-max-version': Flags.string({summary: 'Highest version of TLS', helpValue: 'VERSION', helpGroup}),
  'tls-ciphers': Flags.string({summary: 'Ciphers to offer, as OpenSSL names them', helpValue: 'LIST', helpGroup}),
  insecure: Flags.boolean({
    summary: 'Accept any server certificate: whoever sits between can read and change everything',
    allowNo: true,
    helpGroup,
  }),
}

/** What the connection flags were parsed to. */
export interface ConnectionFlagValues {
  readonly server?: string | undefined
  readonly profile?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly 'key-password-file'?: string | undefined
  readonly ca?: string | undefined
  readonly 'server-name'?: string | undefined
  readonly 'kmip-version'?: string | undefined
  readonly username?: string | undefined
  readonly 'password-file'?: string | undefined
  readonly 'password-hash'?: string | undefined
  readonly 'login-ticket'?: string | undefined
  readonly timeout?: string | undefined
  readonly 'connect-timeout'?: string | undefined
  readonly 'connect-retries'?: string | undefined
  readonly failover?: string | undefined
  readonly 'tls-min-version'?: string | undefined
  readonly 'tls-max-version'?: string | undefined
  readonly 'tls-ciphers'?: string | undefined
  readonly insecure?: boolean | undefined
}

/** The flags under the names of `config`. */
export function connectionFlagSettings(flags: ConnectionFlagValues): ConnectionFlags {
  const {server, profile, cert, key, ca, username, timeout, failover, insecure} = flags
  return {
    server,
    profile,
    cert,
    key,
    ca,
    username,
    timeout,
    failover,
    insecure,
    keyPasswordFile: flags['key-password-file'],
    serverName: flags['server-name'],
    kmipVersion: flags['kmip-version'],
    passwordFile: flags['password-file'],
    passwordHash: flags['password-hash'],
    loginTicket: flags['login-ticket'],
    connectTimeout: flags['connect-timeout'],
    connectRetries: flags['connect-retries'],
    tlsMinVersion: flags['tls-min-version'],
    tlsMaxVersion: flags['tls-max-version'],
    tlsCiphers: flags['tls-ciphers'],
  }
}
