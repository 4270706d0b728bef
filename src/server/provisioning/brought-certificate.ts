import {X509Certificate} from 'node:crypto'
import {describeCertificate} from '../../ca/certificate.ts'
import {KmipError} from '../../kmip/error.ts'
import type {AdministrationReader} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'
import {identifyCredential} from '../identity/identify.ts'
import {identifyForeign, type Answer} from '../identity/identify-foreign.ts'
import {KnownIntermediates} from '../identity/known-intermediates.ts'
import {presentedBefore} from '../identity/presented.ts'
import {isWeak} from '../listener/weak-certificate.ts'

/** A certificate that a client wants to be known by. */
export interface Brought {
  readonly der: Uint8Array
  readonly identity: Identity
  readonly now: Date
}

/**
 * Refuses a certificate with which its client would not be what it is now: one that nobody here has issued for its role,
 * and that no imported authority gives this role. Anything else would make clients of strangers, or strangers of clients.
 */
export async function checkBrought(administration: AdministrationReader, brought: Brought): Promise<void> {
  const certificate = new X509Certificate(brought.der)
  checkUsable(certificate, brought.now)
  const answers = await answersTo(administration, certificate, brought)
  const {identity} = brought
  let isSame = false
  for (const {identification} of answers) {
    if ('refused' in identification) {
      if (identification.cause !== 'revoked') continue
      throw new KmipError('PermissionDenied', `The certificate cannot be used: ${identification.refused}`)
    }
    if (identification.roleId !== identity.roleId) {
      throw new KmipError('PermissionDenied', 'The certificate is that of a client with another role')
    }
    isSame = true
  }
  if (isSame) return
  throw new KmipError(
    'PermissionDenied',
    `The certificate was not issued for role ${identity.roleName} of scope ${identity.scopeName}, neither here nor by an authority whose clients have this role`,
  )
}

/** What TLS would refuse. */
function checkUsable(certificate: X509Certificate, now: Date): void {
  const {notBefore, notAfter, extendedKeyUsage, isAuthority} = describeCertificate(certificate)
  if (now < notBefore || now > notAfter) {
    throw new KmipError(
      'InvalidField',
      `The certificate is valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}, not now`,
    )
  }
  if (isAuthority || (extendedKeyUsage.length > 0 && !extendedKeyUsage.includes('clientAuth'))) {
    throw new KmipError('InvalidField', 'The certificate is not for a client of TLS')
  }
  if (isWeak(certificate))
    throw new KmipError('InvalidField', 'The key or the signature of the certificate is too weak')
}

async function answersTo(
  administration: AdministrationReader,
  certificate: X509Certificate,
  {identity, now}: Brought,
): Promise<readonly Answer[]> {
  const {fingerprint} = describeCertificate(certificate)
  const credential = await administration.credentialByFingerprint(fingerprint)
  if (credential?.serialNumber === identity.serialNumber && identity.foreign === undefined) throw inUse()
  if (credential !== undefined) return [await identifyCredential(administration, credential)]
  if (fingerprint === identity.foreign?.fingerprint) throw inUse()
  const [, ...between] = identity.foreign === undefined ? [] : (presentedBefore(identity.foreign).certificates ?? [])
  const answers: Answer[] = []
  for (const {name: listener} of await administration.listeners()) {
    const presented = {fingerprint, listener, certificates: [certificate, ...between]}
    answers.push(await identifyForeign(administration, {presented, intermediates: new KnownIntermediates(), now}))
  }
  return answers
}

function inUse(): KmipError {
  return new KmipError('InvalidField', 'The certificate is the one that the client uses already')
}
