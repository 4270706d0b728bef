import {beforeAll, describe, expect, it} from 'vitest'
import type {Certificate} from '../../../../src/kmip/objects/certificate.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Validate} from '../../../../src/kmip/operations/validate.ts'
import {linkedIds} from '../../../../src/server/objects/links.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {attributesOf, certify, registerPublicKey, x509} from '../../../support/certificates.ts'
import {day, testChain, type TestChain, withWrongSignature} from '../../../support/chains.ts'
import {activate, endLife, register, secret} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine, watchModes} from '../../../support/test-engine.ts'

describeRoles(Validate, {uniqueIdentifier: ['x']})

let chain: TestChain
beforeAll(async () => {
  chain = await testChain()
})

function given(...certificates: readonly Uint8Array[]): {certificate: Certificate[]} {
  return {certificate: certificates.map((der) => x509(der).value)}
}

async function validityOf(t: TestEngine, request: Parameters<typeof Validate.request.encodeItems>[0]) {
  return (await t.call(Validate, request)).validityIndicator
}

describe('Validate', () => {
  it('validates certificates that the request gives, in any order', async () => {
    const t = await createTestEngine()
    const {leaf, intermediate, root} = chain
    expect(await validityOf(t, given(leaf, intermediate, root))).toBe('Valid')
    expect(await validityOf(t, given(root, leaf, intermediate))).toBe('Valid')
    expect(await validityOf(t, given(leaf, leaf, intermediate, root))).toBe('Valid')
  })

  it('validates certificates by their identifiers', async () => {
    const t = await createTestEngine()
    const ids = []
    for (const der of [chain.leaf, chain.intermediate, chain.root]) ids.push(await register(t, x509(der)))
    expect(await validityOf(t, {uniqueIdentifier: ids})).toBe('Valid')
  })

  it('takes both kinds together', async () => {
    const t = await createTestEngine()
    const root = await register(t, x509(chain.root))
    expect(await validityOf(t, {...given(chain.leaf, chain.intermediate), uniqueIdentifier: [root]})).toBe('Valid')
  })

  it('looks for issuers among the certificates of the scope', async () => {
    const t = await createTestEngine()
    expect(await validityOf(t, given(chain.leaf))).toBe('Unknown')
    await register(t, x509(chain.intermediate))
    expect(await validityOf(t, given(chain.leaf))).toBe('Unknown')
    expect(await validityOf(t, given(chain.leaf, chain.root))).toBe('Valid')
    await register(t, x509(chain.root))
    expect(await validityOf(t, given(chain.leaf))).toBe('Valid')
  })

  it('does not look into other scopes', async () => {
    const t = await createTestEngine()
    for (const der of [chain.intermediate, chain.root]) await register(t, x509(der), {}, {identity: identityOf('two')})
    expect(await validityOf(t, given(chain.leaf))).toBe('Unknown')
  })

  it('knows what the authority of the scope signed, even when clients destroyed its certificate', async () => {
    const t = await createTestEngine()
    const id = await certify(t, await registerPublicKey(t))
    expect(await validityOf(t, {uniqueIdentifier: [id]})).toBe('Valid')
    const [authority] = linkedIds({attributes: await attributesOf(t, id)}, 'CertificateLink')
    await endLife(t, authority!, 'Destroyed')
    expect(await validityOf(t, {uniqueIdentifier: [id]})).toBe('Valid')
  })

  it('judges by the Validity Date, or else by now', async () => {
    const t = await createTestEngine()
    const all = given(chain.leaf, chain.intermediate, chain.root)
    expect(await validityOf(t, {...all, validityDate: at(101 * day)})).toBe('Invalid')
    expect(await validityOf(t, {...all, validityDate: at(-day)})).toBe('Invalid')
    t.setNow(at(101 * day))
    expect(await validityOf(t, all)).toBe('Invalid')
    expect(await validityOf(t, {...all, validityDate: at(day)})).toBe('Valid')
  })

  it('finds wrong signatures', async () => {
    const t = await createTestEngine()
    expect(await validityOf(t, given(withWrongSignature(chain.leaf), chain.intermediate, chain.root))).toBe('Invalid')
  })

  it('only reads', async () => {
    const t = await createTestEngine()
    const modes = watchModes(t)
    await validityOf(t, given(chain.root))
    expect(modes).toEqual(['read'])
  })

  it('works at the oldest version', async () => {
    const t = await createTestEngine()
    const request = given(chain.leaf, chain.intermediate, chain.root)
    expect((await t.call(Validate, request, {version: '1.0'})).validityIndicator).toBe('Valid')
  })
})

describe('Validate and revoked certificates', () => {
  it('finds a compromised certificate invalid, also where the request gives it itself', async () => {
    const t = await createTestEngine()
    const id = await register(t, x509(chain.intermediate))
    await activate(t, id)
    await endLife(t, id, 'Compromised')
    expect(await validityOf(t, given(chain.leaf, chain.intermediate, chain.root))).toBe('Invalid')
    expect(await validityOf(t, {...given(chain.leaf, chain.root), uniqueIdentifier: [id]})).toBe('Invalid')
  })

  it('finds a deactivated certificate invalid from then on', async () => {
    const t = await createTestEngine()
    const id = await register(t, x509(chain.leaf))
    await activate(t, id)
    t.setNow(at(10 * day))
    await endLife(t, id, 'Deactivated')
    const request = {...given(chain.intermediate, chain.root), uniqueIdentifier: [id]}
    expect(await validityOf(t, request)).toBe('Invalid')
    expect(await validityOf(t, {...request, validityDate: at(5 * day)})).toBe('Valid')
  })
})

describe('Validate refuses', () => {
  it('nothing at all', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Validate, {})).toBe('InvalidMessage')
  })

  it('certificates that are not one chain', async () => {
    const t = await createTestEngine()
    const other = await testChain('other')
    expect(await t.reason(Validate, given(chain.leaf, other.leaf))).toBe('InvalidMessage')
    expect(await t.reason(Validate, given(chain.root, other.root))).toBe('InvalidMessage')
  })

  it('what is no certificate', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Validate, given(Uint8Array.of(1, 2, 3)))).toBe('InvalidMessage')
    expect(await t.reason(Validate, {uniqueIdentifier: [await register(t, secret('x'))]})).toBe('InvalidMessage')
    const pgp = {certificateType: 'PGP', certificateValue: chain.root} as const
    expect(await t.reason(Validate, {certificate: [pgp]})).toBe('InvalidMessage')
  })

  it('identifiers that no object has', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Validate, {uniqueIdentifier: ['nobody']})).toBe('ItemNotFound')
  })

  it('certificates that are archived or destroyed', async () => {
    const t = await createTestEngine()
    const archived = await register(t, x509(chain.root))
    await t.call(Archive, {uniqueIdentifier: archived})
    expect(await t.reason(Validate, {uniqueIdentifier: [archived]})).toBe('ObjectArchived')
    const destroyed = await register(t, x509(chain.root))
    await t.call(Destroy, {uniqueIdentifier: destroyed})
    expect(await t.reason(Validate, {uniqueIdentifier: [destroyed]})).toBe('InvalidMessage')
  })

  it('more certificates than any chain has', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Validate, given(...Array<Uint8Array>(101).fill(chain.root)))).toBe('InvalidMessage')
  })
})
