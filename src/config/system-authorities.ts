import {readFile} from 'node:fs/promises'
import tls from 'node:tls'
import {ConfigError} from '../errors.ts'
import {type Environment, variable} from './environment.ts'

/** Where systems keep the authorities that everybody on them trusts, in one file of PEM. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/etc/ssl/cert.pem',
]

/**
 * The authorities of this machine in PEM: SSL_CERT_FILE, else the store of the system, with those of
 * NODE_EXTRA_CA_CERTS. Undefined where there is no such store: Node then has a list of its own.
 *
 * @throws ConfigError when SSL_CERT_FILE names a file that cannot be read
 */
export async function systemAuthorities(environment: Environment): Promise<readonly string[] | undefined> {
  const given = variable(environment, 'SSL_CERT_FILE')
  const found = given === undefined ? (systemStore(environment) ?? (await bundle())) : [await required(given)]
  if (found === undefined) return undefined
  const extra = variable(environment, 'NODE_EXTRA_CA_CERTS')
  return extra === undefined ? found : [...found, ...(await optional(extra))]
}

/** Windows and macOS have no file, but since 22.15 Node can ask them. */
function systemStore({platform}: Environment): readonly string[] | undefined {
  if (platform !== 'darwin' && platform !== 'win32') return undefined
  const {getCACertificates} = tls as {readonly getCACertificates?: (type: 'system') => readonly string[]}
  const found = getCACertificates?.('system') ?? []
  return found.length === 0 ? undefined : found
}

async function bundle(): Promise<readonly string[] | undefined> {
  for (const file of bundles) {
    const found = await optional(file)
    if (found.length > 0) return found
  }
  return undefined
}

async function optional(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, 'utf8')
    return text.includes('-----BEGIN ') ? [text] : []
  } catch {
    // Node itself passes over a file that it cannot read
    return []
  }
}

async function required(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ConfigError(`File ${file} of SSL_CERT_FILE cannot be read`, {
      cause,
      hint: 'Correct or unset SSL_CERT_FILE',
    })
  }
}
