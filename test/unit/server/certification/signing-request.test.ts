import {describe, expect, it} from 'vitest'
import {readSigningRequest} from '../../../../src/ca/signing-request.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {attributesOf, fieldsOf, registerPublicKey} from '../../../support/certificates.ts'
import {keyOf} from '../../../support/key-pairs.ts'
import {attributes, locate, register, type AttributeValues} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {fixture} from '../../ca/fixture.ts'

/** The public key that a request of the fixtures is for. */
async function registerRequested(t: TestEngine, name: string): Promise<string> {
  const {publicKey} = await readSigningRequest(fixture(name))
  return register(t, keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'})))
}

async function requestFor(t: TestEngine, name: string, values: AttributeValues = {}) {
  return {
    uniqueIdentifier: await registerRequested(t, name),
    certificateRequestType: name.endsWith('.der') ? 'PKCS_10' : 'PEM',
    certificateRequest: Uint8Array.from(fixture(name)),
    attributes: attributes(values),
  } as const
}

describe('A certificate request', () => {
  it.each(['p256.csr', 'p256.csr.der', 'rsa2048.csr', 'p521.csr', 'ed25519.csr', 'rsa2048-pss-signature.csr'])(
    'such as %s gives the certificate its subject',
    async (name) => {
      const t = await createTestEngine()
      const request = await requestFor(t, name)
      const {uniqueIdentifier} = await t.call(Certify, request)
      const signingRequest = await readSigningRequest(fixture(name))
      const fields = await fieldsOf(t, uniqueIdentifier)
      expect(Buffer.from(fields.subject)).toEqual(Buffer.from(signingRequest.subjectDer))
      expect(fields.certificate.publicKey.equals(signingRequest.publicKey)).toBe(true)
    },
  )

  it('gives the certificate its alternative names', async () => {
    const t = await createTestEngine()
    const {uniqueIdentifier} = await t.call(Certify, await requestFor(t, 'p256-san.csr'))
    expect((await fieldsOf(t, uniqueIdentifier)).certificate.subjectAltName).toMatch(
      /^DNS:App.example.com, IP Address:10.0.0.7/,
    )
  })

  it('counts more than the attributes beside it', async () => {
    const t = await createTestEngine()
    const values = {CryptographicAlgorithm: 'RSA', CertificateSubjectCN: 'else'} as const
    const {uniqueIdentifier} = await t.call(Certify, await requestFor(t, 'p256.csr', values))
    const all = await attributesOf(t, uniqueIdentifier)
    expect(all.get('CryptographicAlgorithm')).toBe('ECDSA')
    expect(all.all('CertificateSubjectCN')).toEqual(['p256'])
  })

  it.each([
    ['with a wrong signature', 'p256-broken.csr'],
    ['with a weak key', 'rsa1024.csr'],
    ['with a weak hash', 'rsa2048-sha1.csr'],
  ])('%s is refused', async (_name, file) => {
    const t = await createTestEngine()
    const certificateRequest = Uint8Array.from(fixture(file))
    const request = {
      uniqueIdentifier: await registerPublicKey(t),
      certificateRequestType: 'PEM',
      certificateRequest,
    } as const
    expect(await t.reason(Certify, request)).toBe('InvalidField')
  })

  it('for another key is refused', async () => {
    const t = await createTestEngine()
    const request = {...(await requestFor(t, 'p256.csr')), uniqueIdentifier: await registerPublicKey(t)}
    expect(await t.reason(Certify, request)).toBe('InvalidField')
    expect(await locate(t, {ObjectType: 'Certificate'})).toEqual([])
  })

  it('has to be of the type that is said', async () => {
    const t = await createTestEngine()
    const pem = await requestFor(t, 'p256.csr')
    expect(await t.reason(Certify, {...pem, certificateRequestType: 'PKCS_10'})).toBe('InvalidField')
    const der = await requestFor(t, 'p256.csr.der')
    expect(await t.reason(Certify, {...der, certificateRequestType: 'PEM'})).toBe('InvalidField')
  })

  it.each(['CRMF', 'PGP'] as const)('of the type %s is refused by name', async (certificateRequestType) => {
    const t = await createTestEngine()
    const request = {...(await requestFor(t, 'p256.csr')), certificateRequestType}
    const answer = await t.refusal(Certify, request)
    expect(answer).toMatchObject({
      resultReason: 'InvalidField',
      resultMessage: expect.stringContaining(certificateRequestType),
    })
  })

  it('and its type come together', async () => {
    const t = await createTestEngine()
    const {certificateRequest, ...typeOnly} = await requestFor(t, 'p256.csr')
    expect(await t.reason(Certify, typeOnly)).toBe('InvalidField')
    const {uniqueIdentifier} = typeOnly
    expect(await t.reason(Certify, {uniqueIdentifier, certificateRequest})).toBe('InvalidField')
  })
})
