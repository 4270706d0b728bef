import {beforeAll, describe, expect, it} from 'vitest'
import {type Authority, authoritySigner} from '../../../../src/ca/authority.ts'
import {privateKeyToPem} from '../../../../src/ca/key-pair.ts'
import {signCertificate} from '../../../../src/ca/sign-certificate.ts'
import {readCertificateFields} from '../../../../src/ca/x509/certificate-fields.ts'
import {pathToAnchor} from '../../../../src/ca/x509/path-to-anchor.ts'
import {
  authorityBelow,
  day,
  derOf,
  falseAuthority,
  leafOf,
  signedBy,
  testChain,
  type TestChain,
  withWrongSignature,
} from '../../../support/chains.ts'
import {ecPair} from '../../../support/key-pairs.ts'
import {at, start} from '../../../support/test-engine.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await testChain('partner')
})

interface Path {
  readonly leaf: Uint8Array
  readonly between?: readonly Uint8Array[]
  readonly anchors: readonly Uint8Array[]
  readonly date?: Date
}

function end({leaf, between = [], anchors, date = at(day)}: Path): Date | undefined {
  const fields = (all: readonly Uint8Array[]) => all.map(readCertificateFields)
  return pathToAnchor({leaf: readCertificateFields(leaf), between: fields(between), anchors: fields(anchors), date})
}

/** An authority below one that allows none. */
async function anotherBelow(above: Authority): Promise<Authority> {
  const {publicKey, privateKey} = ecPair('secp384r1')
  const certificate = await signCertificate(
    {
      subject: [{type: 'CN', value: 'another'}],
      publicKey,
      validity: {notBefore: start, notAfter: at(100 * day)},
      keyUsage: ['keyCertSign'],
      extendedKeyUsage: [],
      pathLength: 0,
    },
    authoritySigner(above),
  )
  const certificatePem = certificate.toString()
  return {certificatePem, privateKeyPem: privateKeyToPem(privateKey), chainPem: [certificatePem]}
}

describe('A path to a trusted authority', () => {
  it('leads through authorities that were sent, or ends at one that is no root', () => {
    const {leaf, intermediate, root} = chain
    expect(end({leaf, between: [intermediate], anchors: [root]})).toEqual(at(100 * day))
    expect(end({leaf, anchors: [intermediate]})).toEqual(at(100 * day))
  })

  it('is missing without them', () => {
    const {leaf, intermediate, root} = chain
    expect(end({leaf, anchors: [root]})).toBeUndefined()
    expect(end({leaf, between: [intermediate, root], anchors: []})).toBeUndefined()
  })

  it('does not begin at what is trusted', () => {
    const {intermediate, root} = chain
    expect(end({leaf: root, anchors: [intermediate]})).toBeUndefined()
    expect(end({leaf: intermediate, anchors: [intermediate]})).toBeUndefined()
  })

  it('needs all of it to be valid at the date', () => {
    const {leaf, intermediate, root} = chain
    const path = {leaf, between: [intermediate], anchors: [root]}
    expect(end({...path, date: at(100 * day)})).toEqual(at(100 * day))
    expect(end({...path, date: at(100 * day + 1)})).toBeUndefined()
    expect(end({...path, date: at(-day)})).toBeUndefined()
  })

  it('needs every signature', async () => {
    const {leaf, intermediate, root} = chain
    expect(end({leaf: withWrongSignature(leaf), between: [intermediate], anchors: [root]})).toBeUndefined()
    expect(end({leaf, between: [withWrongSignature(intermediate)], anchors: [root]})).toBeUndefined()
    const same = await testChain('partner')
    expect(end({leaf, between: [same.intermediate], anchors: [same.root]})).toBeUndefined()
  })

  it('needs issuers that may issue, and no more of them than they allow', async () => {
    const no = await falseAuthority(chain.issuing)
    const signed = await signedBy(no, 'leaf')
    expect(end({leaf: signed, between: [derOf(no.certificatePem)], anchors: [chain.intermediate]})).toBeUndefined()
    const below = await authorityBelow(chain.issuing)
    const last = await anotherBelow(below)
    const between = [below, last].map(({certificatePem}) => derOf(certificatePem))
    const path = {between, anchors: [chain.intermediate]}
    expect(end({leaf: await leafOf(below, 'fits'), ...path})).toBeDefined()
    expect(end({leaf: await leafOf(last, 'too deep'), ...path})).toBeUndefined()
  })

  it('is given up when too many authorities might have signed', async () => {
    const {leaf, intermediate, root} = chain
    const others = Array.from({length: 64}, () => withWrongSignature(intermediate))
    expect(end({leaf, between: [...others, intermediate], anchors: [root]})).toBeUndefined()
  })
})
