import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, createIntermediate, createRoot} from '../../../../src/ca/authority.ts'
import {generateClientCredential} from '../../../../src/ca/client-certificate.ts'
import {ClientTrust} from '../../../../src/server/listener/client-trust.ts'

const lifetime = {lifetimeSeconds: 3600, now: new Date()}
const key = {type: 'ec', bits: 256} as const
const subject = {organizationalUnit: 'app', commonName: 'visitor'}

let root: Authority
let other: Authority
let intermediate: Authority
let below: X509Certificate
let direct: X509Certificate
beforeAll(async () => {
  root = await createRoot({commonName: 'root', key, ...lifetime})
  // The same name, to be told apart by the key
  other = await createRoot({commonName: 'root', key, ...lifetime})
  intermediate = await createIntermediate(root, {commonName: 'intermediate', key, ...lifetime})
  const issue = async (authority: Authority) =>
    new X509Certificate((await generateClientCredential(authority, {subject, key, ...lifetime})).certificatePem)
  below = await issue(intermediate)
  direct = await issue(root)
})

const certificateOf = ({certificatePem}: Authority) => new X509Certificate(certificatePem)

describe('ClientTrust', () => {
  it('trusts what one of its authorities issued', () => {
    expect(new ClientTrust([root.certificatePem]).trusts([direct])).toBe(true)
    expect(new ClientTrust([other.certificatePem, root.certificatePem]).trusts([direct])).toBe(true)
    expect(new ClientTrust([intermediate.certificatePem]).trusts([below])).toBe(true)
  })

  it('does not trust an authority of the same name with another key, nor what it did not issue', () => {
    expect(new ClientTrust([other.certificatePem]).trusts([direct])).toBe(false)
    expect(new ClientTrust([root.certificatePem]).trusts([below])).toBe(false)
    expect(new ClientTrust([]).trusts([direct])).toBe(false)
    expect(new ClientTrust([root.certificatePem]).trusts([])).toBe(false)
  })

  it('finds its way over the authorities that the client sent', () => {
    const trust = new ClientTrust([root.certificatePem])
    expect(trust.trusts([below, certificateOf(intermediate)])).toBe(true)
    expect(trust.trusts([below, certificateOf(root), certificateOf(intermediate)])).toBe(true)
  })

  it('is not led astray by a trusted certificate that did not issue the one of the client', () => {
    const trust = new ClientTrust([root.certificatePem])
    expect(trust.trusts([below, direct])).toBe(false)
    expect(new ClientTrust([other.certificatePem]).trusts([direct, certificateOf(other)])).toBe(false)
  })

  it('does not take a client for an authority', async () => {
    const leaf = await generateClientCredential(root, {subject, key, ...lifetime})
    const trust = new ClientTrust([other.certificatePem])
    expect(trust.trusts([new X509Certificate(leaf.certificatePem), certificateOf(root)])).toBe(false)
  })

  it('knows what it is made of', () => {
    const trust = new ClientTrust([root.certificatePem, other.certificatePem])
    expect(trust.isOf([root.certificatePem, other.certificatePem])).toBe(true)
    expect(trust.isOf([root.certificatePem])).toBe(false)
  })
})
