import {generateKeyPairSync, type KeyObject} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import type {ResponseMessage} from '../../../../src/kmip/message/message.ts'
import type {AttestationCredential} from '../../../../src/kmip/structures/attestation-credential.ts'
import {credentialOf, credentialValues} from '../../../../src/kmip/structures/credential-values.ts'
import type {Version} from '../../../../src/kmip/spec/version.ts'
import {faultOfQuote} from '../../../../src/server/authentication/tpm-quote.ts'
import {at, createTestEngine, entry, identityOf, type TestEngine} from '../../../support/test-engine.ts'
import {attest, quote, type QuoteScheme} from './tpm-quotes.ts'

const ec = generateKeyPairSync('ec', {namedCurve: 'P-256'})
const rsa = generateKeyPairSync('rsa', {modulusLength: 2048})
const pemOf = (key: KeyObject): string => key.export({type: 'spki', format: 'pem'}).toString()
const nonce = Buffer.alloc(32, 9)

describe('A TPM 2.0 quote', () => {
  const keys: Readonly<Record<QuoteScheme, typeof ec>> = {rsassa: rsa, rsapss: rsa, ecdsa: ec}

  it.each(['rsassa', 'rsapss', 'ecdsa'] as const)('holds when the registered key signed it with %s', (scheme) => {
    const {publicKey, privateKey} = keys[scheme]
    const measurement = quote(attest({nonce}), privateKey, scheme)
    const expectation = {publicKeyPem: pemOf(publicKey), nonce}
    expect(faultOfQuote(measurement, expectation)).toBeUndefined()
    const other = scheme === 'ecdsa' ? rsa : generateKeyPairSync('rsa', {modulusLength: 1024})
    expect(faultOfQuote(measurement, {...expectation, publicKeyPem: pemOf(other.publicKey)})).toContain('signature')
    const changed = Buffer.from(measurement)
    changed.writeUInt8(changed.readUInt8(60) ^ 1, 60)
    expect(faultOfQuote(changed, expectation)).toMatch(/./)
  })

  const expectation = {publicKeyPem: pemOf(ec.publicKey), nonce, pcrDigest: Buffer.alloc(32, 7).toString('hex')}
  const signed = (content: Buffer) => quote(content, ec.privateKey, 'ecdsa')

  it.each([
    ['another nonce', attest({nonce: Buffer.alloc(32, 8)}), 'nonce'],
    ['no nonce', attest({nonce: Buffer.alloc(0)}), 'nonce'],
    ['another state of the platform', attest({nonce, pcrDigest: Buffer.alloc(32, 6)}), 'registered state'],
    ['something that no TPM made', attest({nonce, magic: 1}), 'TPM'],
    ['something else that a TPM signs', attest({nonce, type: 0x8017}), 'no quote'],
  ])('does not hold for %s', (_, content, fault) => {
    expect(faultOfQuote(signed(content), expectation)).toContain(fault)
  })

  it('is refused when it is cut off, longer, or anything at all', () => {
    const good = signed(attest({nonce}))
    expect(faultOfQuote(good, expectation)).toBeUndefined()
    for (let length = 0; length < good.length; length++) {
      expect(faultOfQuote(good.subarray(0, length), expectation)).toMatch(/./)
    }
    expect(faultOfQuote(Buffer.concat([good, Buffer.of(0)]), expectation)).toContain('longer')
    fc.assert(fc.property(fc.uint8Array({maxLength: 200}), (bytes) => faultOfQuote(bytes, expectation) !== undefined))
  })
})

describe('A server that wants clients to attest', () => {
  const identity = {
    ...identityOf('one'),
    messageCredentials: [{type: 'Attestation', fields: {publicKey: pemOf(ec.publicKey)}} as const],
  }
  const capable = {attestationCapableIndicator: true}

  interface Sent {
    readonly header?: object
    readonly version?: Version
    readonly identity?: typeof identity
  }
  const start = () => createTestEngine({policy: {attestation: 'require'}})
  const ask = (t: TestEngine, sent: Sent = {}): Promise<ResponseMessage> =>
    t.batch([entry(Locate, {}, sent.version)], {identity, ...sent})
  const attested = (t: TestEngine, credential: AttestationCredential, as = identity) =>
    ask(t, {
      header: {...capable, authentication: {credential: [credentialOf(credentialValues.Attestation, credential)]}},
      identity: as,
    })

  async function challenged(t: TestEngine) {
    const {header} = await ask(t, {header: capable})
    if (header.nonce === undefined) throw new Error('The server gave no nonce')
    return header.nonce
  }

  function attestationOf(given: {
    readonly nonceID: Uint8Array
    readonly nonceValue: Uint8Array
  }): AttestationCredential {
    const measurement = quote(attest({nonce: given.nonceValue}), ec.privateKey, 'ecdsa')
    return {nonce: given, attestationType: 'TPMQuote', attestationMeasurement: measurement}
  }

  it('says so with a nonce and the types that it can verify', async () => {
    const t = await start()
    const {header, batchItems} = await ask(t, {header: capable})
    expect(batchItems).toMatchObject([{resultStatus: 'OperationFailed', resultReason: 'AttestationRequired'}])
    expect(header.attestationTypes).toEqual(['TPMQuote'])
    expect(header.nonce?.nonceValue).toHaveLength(32)
  })

  it('refuses clients that cannot', async () => {
    const t = await start()
    for (const header of [{}, {attestationCapableIndicator: false}]) {
      const answer = await ask(t, {header})
      expect(answer.batchItems).toMatchObject([{resultReason: 'PermissionDenied'}])
      expect(answer.header).not.toHaveProperty('nonce')
    }
    const {batchItems} = await ask(t, {version: '1.1'})
    expect(batchItems).toMatchObject([{resultReason: 'PermissionDenied'}])
  })

  it('serves those that do, and gives them the nonce for the next message', async () => {
    const t = await start()
    let nonceOfServer = await challenged(t)
    for (let message = 0; message < 3; message++) {
      const {header, batchItems} = await attested(t, attestationOf(nonceOfServer))
      expect(batchItems).toMatchObject([{operation: 'Locate', resultStatus: 'Success'}])
      if (header.nonce === undefined) throw new Error('The server gave no nonce')
      nonceOfServer = header.nonce
    }
  })

  it('takes a nonce once, in time, and from the client it was given to', async () => {
    const t = await start()
    const used = attestationOf(await challenged(t))
    await attested(t, used)
    expect((await attested(t, used)).batchItems).toMatchObject([{resultReason: 'AttestationFailed'}])
    const foreign = attestationOf(await challenged(t))
    const other = {...identity, serialNumber: '2'}
    expect((await attested(t, foreign, other)).batchItems).toMatchObject([{resultReason: 'AttestationFailed'}])
    const late = attestationOf(await challenged(t))
    t.setNow(at(301))
    expect((await attested(t, late)).batchItems).toMatchObject([{resultReason: 'AttestationFailed'}])
  })

  it.each([
    ['an assertion', {attestationMeasurement: undefined, attestationAssertion: Uint8Array.of(1)}, 'assertions'],
    ['a SAML assertion', {attestationType: 'SAMLAssertion'}, 'SAML'],
    ['a TCG report', {attestationType: 'TCGIntegrityReport'}, 'TCG'],
    ['another measurement', {attestationMeasurement: Uint8Array.of(1, 2, 3)}, 'quote'],
  ] as const)('refuses %s by its name', async (_, change, words) => {
    const t = await start()
    const {header, batchItems} = await attested(t, {...attestationOf(await challenged(t)), ...change})
    expect(batchItems).toMatchObject([
      {resultReason: 'AttestationFailed', resultMessage: expect.stringContaining(words)},
    ])
    expect(header.nonce).toBeDefined()
  })

  it('knows no client whose role has no attestation key', async () => {
    const t = await start()
    const {batchItems} = await attested(t, attestationOf(await challenged(t)), {...identity, messageCredentials: []})
    expect(batchItems?.[0]?.resultMessage).toContain('no attestation key')
  })

  it('tells everybody what it can do', async () => {
    const t = await start()
    const {batchItems} = await t.batch([entry(Query, {queryFunction: ['QueryAttestationTypes']})])
    expect(batchItems).toMatchObject([{resultStatus: 'Success'}])
  })
})

describe('A server that wants none', () => {
  it('gives no nonce, also to clients that could attest', async () => {
    const t = await createTestEngine({policy: {attestation: 'off'}})
    const {header, batchItems} = await t.batch([entry(Locate, {})], {header: {attestationCapableIndicator: true}})
    expect(batchItems).toMatchObject([{resultStatus: 'Success'}])
    expect(header).not.toHaveProperty('nonce')
  })
})
