import {webcrypto, X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {loadX509} from '../../../../src/ca/libraries.ts'
import {isWeak} from '../../../../src/server/listener/weak-certificate.ts'

async function certificate(hash: string, modulusLength: number | undefined): Promise<X509Certificate> {
  const x509 = await loadX509()
  const algorithm =
    modulusLength === undefined
      ? {name: 'ECDSA', namedCurve: 'P-256', hash}
      : {name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash}
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const options = {name: 'CN=client', keys, signingAlgorithm: algorithm}
  const made = await x509.X509CertificateGenerator.createSelfSigned(options, webcrypto)
  return new X509Certificate(Buffer.from(made.rawData))
}

describe('isWeak', () => {
  it.each([
    ['SHA-1', 2048, true],
    ['SHA-1', undefined, true],
    ['SHA-256', 1024, true],
    ['SHA-256', 2048, false],
    ['SHA-256', undefined, false],
    ['SHA-512', undefined, false],
  ] as const)('of a certificate signed with %s and RSA bits %s: %s', async (hash, bits, weak) => {
    expect(isWeak(await certificate(hash, bits))).toBe(weak)
  })
})
