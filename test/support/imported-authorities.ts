import {randomBytes} from 'node:crypto'
import {type Authority, createRoot} from '../../src/ca/authority.ts'
import {generateKeyPair, privateKeyToPem} from '../../src/ca/key-pair.ts'
import type {KeySpecification} from '../../src/ca/key-specification.ts'
import {authoritySigner} from '../../src/ca/authority.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import type {NamePart} from '../../src/ca/distinguished-name.ts'
import {signCertificate} from '../../src/ca/sign-certificate.ts'

const hour = 60 * 60 * 1000
const p256: KeySpecification = {type: 'ec', bits: 256}

/** An authority that has nothing to do with the server. */
export function foreignAuthority(options: {commonName?: string; key?: KeySpecification; now?: Date} = {}) {
  const {commonName = `foreign ${randomBytes(4).toString('hex')}`, key = p256, now = new Date()} = options
  return createRoot({commonName, key, lifetimeSeconds: 24 * 60 * 60, now})
}

export interface ForeignClient {
  readonly subject: readonly NamePart[]
  readonly now?: Date
  /** Milliseconds from now. */
  readonly lifetime?: number
}

/** A client certificate with its key, as an authority of somebody else gives it out. */
export async function foreignClient(
  authority: Authority,
  {subject, now = new Date(), lifetime = hour}: ForeignClient,
): Promise<Credential & {readonly privateKeyPem: string}> {
  const {publicKey, privateKey} = await generateKeyPair(p256)
  const validity = {notBefore: new Date(now.getTime() - hour), notAfter: new Date(now.getTime() + lifetime)}
  const certificate = await signCertificate(
    {subject, publicKey, validity, keyUsage: ['digitalSignature'], extendedKeyUsage: ['clientAuth']},
    authoritySigner(authority),
  )
  return {
    certificatePem: certificate.toString(),
    privateKeyPem: privateKeyToPem(privateKey),
    chainPem: authority.chainPem,
  }
}
