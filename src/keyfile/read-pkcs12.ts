import {readPkcs12, WrongPasswordError, type Pkcs12Entries} from '../ca/pkcs12-read.ts'
import {UsageError} from '../errors.ts'
import {foundKey} from './found-key.ts'
import type {KeyFile} from './key-file.ts'
import {type AskPassword, PasswordError, passwordFor, wrongPassword} from './password.ts'
import {foundCertificate} from './read-der.ts'

/**
 * The private keys and certificates of a PKCS#12 file, the keys first.
 *
 * @throws UsageError when it is damaged, PasswordError when it does not open
 */
export async function readPkcs12File(bytes: Uint8Array, password?: AskPassword): Promise<KeyFile> {
  const {keys, certificates} = await opened(bytes, password)
  const found = keys.map(({key, friendlyName: name}) => {
    const der = key.export({format: 'der', type: 'pkcs8'})
    return foundKey({
      type: 'PrivateKey',
      format: 'PKCS_8',
      bytes: der,
      name,
      what: 'The private key of the PKCS#12 file',
    })
  })
  const shown = certificates.map(({certificate, friendlyName: name}) => foundCertificate(certificate, name))
  return {container: 'PKCS#12', objects: [...found, ...shown], passedOver: [], encrypted: true}
}

/** Few such files have no password, so nobody is asked for it before that was tried. */
async function opened(bytes: Uint8Array, password: AskPassword | undefined): Promise<Pkcs12Entries> {
  const first = await attempt(bytes, '')
  if (!(first instanceof WrongPasswordError)) return orThrow(first)
  const second = await attempt(bytes, await passwordFor('The PKCS#12 file', password))
  if (second instanceof WrongPasswordError) throw wrongPassword('The PKCS#12 file', second)
  return orThrow(second)
}

async function attempt(bytes: Uint8Array, password: string): Promise<Pkcs12Entries | UsageError> {
  try {
    return await readPkcs12(bytes, password)
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof PasswordError)) return error
    throw error
  }
}

function orThrow(result: Pkcs12Entries | UsageError): Pkcs12Entries {
  if (result instanceof UsageError) throw result
  return result
}
