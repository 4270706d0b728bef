import {createPrivateKey, createPublicKey, webcrypto} from 'node:crypto'
import {authoritySigner, type Authority} from '../../src/ca/authority.ts'
import {loadX509} from '../../src/ca/libraries.ts'
import {signCertificate, type CertificateTemplate} from '../../src/ca/sign-certificate.ts'

/** A certificate with its key, both in PEM. */
export interface OddCredential {
  readonly cert: string
  readonly key: string
}

const day = 24 * 60 * 60 * 1000

interface Oddity {
  readonly hash?: 'SHA-1' | 'SHA-256'
  /** Bits of an RSA key; an EC key on P-256 without. */
  readonly rsaBits?: number
}

async function keyPair({
  hash = 'SHA-256',
  rsaBits,
}: Oddity): Promise<{keys: webcrypto.CryptoKeyPair; algorithm: object}> {
  const algorithm =
    rsaBits === undefined
      ? {name: 'ECDSA', namedCurve: 'P-256', hash}
      : {name: 'RSASSA-PKCS1-v1_5', modulusLength: rsaBits, publicExponent: new Uint8Array([1, 0, 1]), hash}
  return {
    algorithm,
    keys: await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
  }
}

async function pemOf({privateKey}: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  return createPrivateKey({key: der, format: 'der', type: 'pkcs8'}).export({format: 'pem', type: 'pkcs8'}).toString()
}

/** One that signed itself. */
export async function selfSigned(commonName: string, oddity: Oddity = {}): Promise<OddCredential> {
  const x509 = await loadX509()
  const {keys, algorithm} = await keyPair(oddity)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {name: `CN=${commonName}`, keys, signingAlgorithm: algorithm as webcrypto.EcdsaParams},
    webcrypto,
  )
  return {cert: certificate.toString('pem'), key: await pemOf(keys)}
}

/** What an authority may issue, for `CN=visitor`; a certificate for TLS clients unless told otherwise. */
export async function issuedBy(
  authority: Authority,
  template: Partial<CertificateTemplate> = {},
  oddity: Oddity = {},
): Promise<OddCredential> {
  const {keys} = await keyPair(oddity)
  const key = await pemOf(keys)
  const now = Date.now()
  const certificate = await signCertificate(
    {
      subject: [{type: 'CN', value: 'visitor'}],
      publicKey: createPublicKey(key),
      validity: {notBefore: new Date(now - day), notAfter: new Date(now + day)},
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['clientAuth'],
      ...template,
    },
    authoritySigner(authority),
  )
  return {cert: certificate.toString() + authority.chainPem.join(''), key}
}

/** An authority as good as any, and a certificate for TLS clients that it signed with SHA-1. */
export async function signedWithSha1(): Promise<OddCredential & {readonly authorityPem: string}> {
  const x509 = await loadX509()
  const {keys: good, algorithm} = await keyPair({rsaBits: 2048})
  const root = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=old authority',
      keys: good,
      signingAlgorithm: algorithm as webcrypto.EcdsaParams,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    },
    webcrypto,
  )
  const sha1 = {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1'}
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', good.privateKey)
  const {keys} = await keyPair({})
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: 'CN=visitor',
      issuer: root.subject,
      publicKey: keys.publicKey,
      signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, sha1, false, ['sign']),
      signingAlgorithm: sha1,
      extensions: [new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2'])],
    },
    webcrypto,
  )
  return {cert: certificate.toString('pem'), key: await pemOf(keys), authorityPem: root.toString('pem')}
}
