import {beforeAll, describe, expect, it} from 'vitest'
import {createIntermediate, createRoot} from '../../../../src/ca/authority.ts'
import {type CertificateFields, readCertificateFields} from '../../../../src/ca/x509/certificate-fields.ts'
import {chainValidity, isRoot} from '../../../../src/ca/x509/chain-validity.ts'
import {
  day,
  authorityBelow,
  derOf,
  falseAuthority,
  leafOf,
  signedBy,
  testChain,
  type TestChain,
  withWrongSignature,
} from '../../../support/chains.ts'
import {at, start} from '../../../support/test-engine.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await testChain()
})

function validityOf(leaf: Uint8Array, issuers: readonly Uint8Array[], date = at(day), revoked?: Uint8Array) {
  const all = issuers.map(readCertificateFields)
  const fingerprint = revoked === undefined ? '' : readCertificateFields(revoked).certificate.fingerprint256
  const isRevoked = ({certificate}: CertificateFields): boolean => certificate.fingerprint256 === fingerprint
  return chainValidity({leaf: readCertificateFields(leaf), issuers: all, date, isRevoked})
}

describe('A certificate chain', () => {
  it('is valid from the leaf to a root, in whatever order the issuers are', () => {
    const {leaf, intermediate, root} = chain
    expect(validityOf(leaf, [intermediate, root])).toBe('Valid')
    expect(validityOf(leaf, [root, intermediate])).toBe('Valid')
    expect(validityOf(intermediate, [root])).toBe('Valid')
  })

  it('is valid as a root alone', () => {
    expect(isRoot(readCertificateFields(chain.root))).toBe(true)
    expect(isRoot(readCertificateFields(chain.leaf))).toBe(false)
    expect(validityOf(chain.root, [])).toBe('Valid')
  })

  it('is unknown when an issuer is missing', () => {
    expect(validityOf(chain.leaf, [])).toBe('Unknown')
    expect(validityOf(chain.leaf, [chain.intermediate])).toBe('Unknown')
    expect(validityOf(chain.leaf, [chain.root])).toBe('Unknown')
  })

  it('is unknown when the issuer at hand has the name but another key', async () => {
    const other = await testChain()
    expect(validityOf(chain.leaf, [other.intermediate, other.root])).toBe('Unknown')
  })

  it.each([
    ['before the leaf begins', -1, 'Invalid'],
    ['at the first second of the leaf', 0, 'Valid'],
    ['at the last second of the leaf', 100 * day, 'Valid'],
    ['after the leaf', 100 * day + 1, 'Invalid'],
    ['after the authorities', 1001 * day, 'Invalid'],
  ])('%s is judged by the date', (_name, seconds, expected) => {
    expect(validityOf(chain.leaf, [chain.intermediate, chain.root], at(seconds))).toBe(expected)
  })

  it('is invalid when an authority has expired before the leaf', async () => {
    const request = {key: {type: 'ec', bits: 256} as const, now: start}
    const root = await createRoot({...request, commonName: 'short', lifetimeSeconds: day})
    const leaf = await leafOf(root, 'long')
    expect(validityOf(leaf, [derOf(root.certificatePem)], at(2 * day))).toBe('Invalid')
  })

  it('is invalid when a signature is wrong', () => {
    const {leaf, intermediate, root} = chain
    expect(validityOf(withWrongSignature(leaf), [intermediate, root])).toBe('Invalid')
    expect(validityOf(leaf, [withWrongSignature(intermediate), root])).toBe('Invalid')
  })

  it('does not trust a root whose own signature is wrong', () => {
    expect(validityOf(chain.leaf, [chain.intermediate, withWrongSignature(chain.root)])).not.toBe('Valid')
  })

  it('is invalid when somebody signed who may not', async () => {
    const none = await falseAuthority(chain.issuing)
    const leaf = await signedBy(none, 'victim')
    expect(validityOf(leaf, [derOf(none.certificatePem), chain.intermediate, chain.root])).toBe('Invalid')
  })

  it('is invalid when there are more authorities than one of them allows', async () => {
    const request = {key: {type: 'ec', bits: 256} as const, now: start, lifetimeSeconds: day}
    const root = await createRoot({...request, commonName: 'narrow root', pathLength: 1})
    const middle = await createIntermediate(root, {...request, commonName: 'narrow middle'})
    expect(
      validityOf(
        await leafOf(middle, 'ok'),
        [middle, root].map(({certificatePem}) => derOf(certificatePem)),
      ),
    ).toBe('Valid')
    const deep = await authorityBelow(middle)
    const issuers = [deep, middle, root].map(({certificatePem}) => derOf(certificatePem))
    expect(validityOf(await leafOf(deep, 'too deep'), issuers)).toBe('Invalid')
  })

  it('is invalid when one of its certificates is revoked', () => {
    const {leaf, intermediate, root} = chain
    for (const revoked of [leaf, intermediate, root])
      expect(validityOf(leaf, [intermediate, root], at(day), revoked)).toBe('Invalid')
  })

  it('is unknown when it has a critical extension that is not understood', async () => {
    const policy = {identifier: '2.5.29.36', critical: true, value: Uint8Array.of(0x30, 0)}
    const leaf = await leafOf(chain.issuing, 'policies', [policy])
    expect(validityOf(leaf, [chain.intermediate, chain.root])).toBe('Unknown')
    const harmless = await leafOf(chain.issuing, 'policies', [{...policy, critical: false}])
    expect(validityOf(harmless, [chain.intermediate, chain.root])).toBe('Valid')
  })

  it('takes the path that is valid when there are several', async () => {
    const {leaf, intermediate, root} = chain
    expect(validityOf(leaf, [withWrongSignature(intermediate), intermediate, root])).toBe('Valid')
  })

  it('ends where certificates go round in circles', () => {
    expect(validityOf(chain.leaf, [chain.leaf, chain.intermediate])).toBe('Unknown')
  })
})
