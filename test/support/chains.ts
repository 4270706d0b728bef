import {type Authority, authoritySigner, createIntermediate, createRoot} from '../../src/ca/authority.ts'
import {readCertificate} from '../../src/ca/certificate.ts'
import {issueCertificate} from '../../src/ca/issue-certificate.ts'
import {signCertificate} from '../../src/ca/sign-certificate.ts'
import {type CertificateExtension, readCertificateFields} from '../../src/ca/x509/certificate-fields.ts'
import {ecPair} from './key-pairs.ts'
import {at, start} from './test-engine.ts'

export const day = 24 * 60 * 60
const key = {type: 'ec', bits: 256} as const

/** DER of a root, an intermediate and a leaf; all valid from the start of the test clock, the leaf for 100 days. */
export interface TestChain {
  readonly root: Uint8Array
  readonly intermediate: Uint8Array
  readonly leaf: Uint8Array
  readonly rootAuthority: Authority
  readonly issuing: Authority
}

export async function testChain(name = 'chain'): Promise<TestChain> {
  const request = {key, lifetimeSeconds: 1000 * day, now: start}
  const rootAuthority = await createRoot({...request, commonName: `${name} root`})
  const issuing = await createIntermediate(rootAuthority, {...request, commonName: `${name} intermediate`})
  return {
    root: derOf(rootAuthority.certificatePem),
    intermediate: derOf(issuing.certificatePem),
    leaf: await leafOf(issuing, `${name} leaf`),
    rootAuthority,
    issuing,
  }
}

/** A leaf that an authority signs, with whatever extensions. */
export async function leafOf(
  authority: Authority,
  commonName: string,
  extensions: readonly CertificateExtension[] = [],
): Promise<Uint8Array> {
  return issueCertificate(authority, {
    publicKey: ecPair().publicKey,
    subject: [{type: 'CN', value: commonName}],
    validity: {notBefore: start, notAfter: at(100 * day)},
    keyUsage: ['digitalSignature'],
    extensions,
  })
}

/** An authority below one that may have none below it. */
export async function authorityBelow(above: Authority): Promise<Authority> {
  const certificate = await signCertificate(
    {
      subject: [{type: 'CN', value: 'one too many'}],
      publicKey: ecPair().publicKey,
      validity: {notBefore: start, notAfter: at(100 * day)},
      keyUsage: ['keyCertSign'],
      extendedKeyUsage: [],
      pathLength: 0,
    },
    authoritySigner(above),
  )
  return withKey(certificate.toString())
}

function withKey(certificatePem: string): Authority {
  const privateKeyPem = ecPair().privateKey.export({type: 'pkcs8', format: 'pem'}).toString()
  return {certificatePem, privateKeyPem, chainPem: [certificatePem]}
}

/** An authority that is none: its certificate is a leaf's, but it signs all the same. */
export async function falseAuthority(below: Authority): Promise<Authority> {
  const certificate = await signCertificate(
    {
      subject: [{type: 'CN', value: 'no authority'}],
      publicKey: ecPair().publicKey,
      validity: {notBefore: start, notAfter: at(100 * day)},
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [],
    },
    authoritySigner(below),
  )
  return withKey(certificate.toString())
}

/** What an authority without the right to be one signs. */
export async function signedBy(authority: Authority, commonName: string): Promise<Uint8Array> {
  const certificate = readCertificate(authority.certificatePem)
  const signed = await signCertificate(
    {
      subject: [{type: 'CN', value: commonName}],
      publicKey: ecPair('secp384r1').publicKey,
      validity: {notBefore: start, notAfter: at(100 * day)},
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [],
    },
    {certificate, privateKey: ecPair().privateKey},
  )
  return signed.raw
}

export function derOf(pem: string): Uint8Array {
  return Uint8Array.from(readCertificate(pem).raw)
}

/** The same certificate with a signature that is not its own. */
export function withWrongSignature(der: Uint8Array): Uint8Array {
  const wrong = Uint8Array.from(der)
  const last = wrong.length - 1
  wrong[last] = (wrong[last] ?? 0) ^ 1
  readCertificateFields(wrong)
  return wrong
}
