import {X509Certificate} from 'node:crypto'
import {beforeAll, describe, expect, it} from 'vitest'
import {encodePkcs12} from '../../../../src/ca/pkcs12-encode.ts'
import {readPkcs12} from '../../../../src/ca/pkcs12-read.ts'
import type {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {linkedIds, type LinkType} from '../../../../src/server/objects/links.ts'
import {
  attributes,
  endLife,
  locate,
  maskOf,
  register,
  secret,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'
import {fixture} from '../../ca/fixture.ts'
import {x509Fixture} from '../../ca/x509/fixture.ts'

const password = 'changeit'
const friendlyName = 'Fixture'

/** The key and certificates of a file that OpenSSL wrote, with a friendly name. */
let file: Uint8Array
beforeAll(async () => {
  const {keys, certificates} = await readPkcs12(fixture('legacy-rsa.p12'), password)
  const [own, issuer] = certificates.map(({certificate}) => certificate.raw)
  file = await encodePkcs12({
    certificateDer: own!,
    chainDer: [issuer!],
    privateKeyDer: keys[0]!.key.export({type: 'pkcs8', format: 'der'}),
    password,
    friendlyName,
  })
})

function container(bytes = file): ManagedObject<'PrivateKey'> {
  return {
    type: 'PrivateKey',
    value: {keyBlock: {keyFormatType: 'PKCS_12', keyValue: {kind: 'wrapped', bytes}}},
  }
}

function link(linkType: LinkType, linkedObjectIdentifier: string) {
  return {linkType, linkedObjectIdentifier} as const
}

async function registerPassword(t: TestEngine, text = password, values: AttributeValues = {}): Promise<string> {
  const usual = {CryptographicUsageMask: maskOf('DeriveKey'), ActivationDate: new Date(0)}
  return register(t, secret(text), {...usual, ...values})
}

async function keyAttributes(t: TestEngine, values: AttributeValues = {}): Promise<AttributeSet> {
  return attributes({Link: link('PKCS_12PasswordLink', await registerPassword(t)), ...values})
}

async function registerContainer(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return register(t, container(), await keyAttributes(t, values))
}

async function attributesOf(t: TestEngine, uniqueIdentifier: string): Promise<AttributeSet> {
  return (await t.call(GetAttributes, {uniqueIdentifier})).attributes!
}

/** What a Get in PKCS#12 gives, opened with the password. */
async function opened(t: TestEngine, uniqueIdentifier: string, as = password) {
  const {object} = await t.call(Get, {uniqueIdentifier, keyFormatType: 'PKCS_12'})
  const {keyBlock} = (object as ManagedObject<'PrivateKey'>).value
  expect(keyBlock).toEqual({keyFormatType: 'PKCS_12', keyValue: {kind: 'wrapped', bytes: expect.any(Uint8Array)}})
  return readPkcs12((keyBlock.keyValue as {bytes: Uint8Array}).bytes, as)
}

async function subjectsIn(t: TestEngine, id: string): Promise<readonly string[]> {
  return (await opened(t, id)).certificates.map(({certificate}) => certificate.subject.replaceAll('\n', ', '))
}

describe('A private key registered in PKCS#12', () => {
  it('is kept as PKCS#8', async () => {
    const t = await createTestEngine()
    const id = await registerContainer(t)
    const {object} = await t.call(Get, {uniqueIdentifier: id})
    expect(object).toMatchObject({
      value: {keyBlock: {keyFormatType: 'PKCS_8', cryptographicAlgorithm: 'RSA', cryptographicLength: 2048}},
    })
    expect((await attributesOf(t, id)).get('Digest')?.keyFormatType).toBe('PKCS_8')
  })

  it('is linked to its certificate, and that to the one above', async () => {
    const t = await createTestEngine()
    const [certificate] = linkedIds(
      {attributes: await attributesOf(t, await registerContainer(t))},
      'PKCS_12CertificateLink',
    )
    const own = await attributesOf(t, certificate!)
    expect(own.get('CertificateSubjectCN')).toBe('rsa2048')
    const [issuer] = linkedIds({attributes: own}, 'PKCS_12CertificateLink')
    expect((await attributesOf(t, issuer!)).get('CertificateSubjectCN')).toBe('fixture-ca')
    expect(await locate(t, {ObjectType: 'Certificate'})).toHaveLength(2)
  })

  it('tells the serial numbers of its certificates and digests without their wrapping', async () => {
    const t = await createTestEngine()
    await registerContainer(t)
    const [certificate] = await locate(t, {CertificateSubjectCN: 'rsa2048'})
    const own = await attributesOf(t, certificate!)
    const {serialNumber} = own.get('CertificateIdentifier')!
    expect(Buffer.from(own.get('X_509CertificateIdentifier')!.certificateSerialNumber).toString('hex')).toBe(
      serialNumber,
    )
    expect(own.get('Digest')?.keyFormatType).toBeUndefined()
  })

  it('keeps the friendly name of the client, whatever its case', async () => {
    const t = await createTestEngine()
    const id = await registerContainer(t, {PKCS_12FriendlyName: 'fixture'})
    expect((await attributesOf(t, id)).get('PKCS_12FriendlyName')).toBe('fixture')
  })

  it('gets the friendly name that the container has, and its certificate too', async () => {
    const t = await createTestEngine()
    const id = await registerContainer(t)
    expect((await attributesOf(t, id)).get('PKCS_12FriendlyName')).toBe(friendlyName)
    expect(await locate(t, {ObjectType: 'Certificate', PKCS_12FriendlyName: friendlyName})).toHaveLength(1)
  })

  it.each([
    ['legacy-rsa.p12', 'RSA'],
    ['legacy-ec.p12', 'EC'],
    ['openssl3-ec.p12', 'EC'],
    ['java-ec.p12', 'EC'],
  ])('may come from the program that wrote %s', async (name, algorithm) => {
    const t = await createTestEngine()
    const id = await register(t, container(Uint8Array.from(fixture(name))), await keyAttributes(t))
    expect((await attributesOf(t, id)).get('CryptographicAlgorithm')).toBe(algorithm)
  })

  it('may come in the Key Material too', async () => {
    const t = await createTestEngine()
    const keyBlock = {keyFormatType: 'PKCS_12', keyValue: {kind: 'plain', keyMaterial: file}} as const
    const id = await register(t, {type: 'PrivateKey', value: {keyBlock}}, await keyAttributes(t))
    expect((await attributesOf(t, id)).get('CryptographicLength')).toBe(2048)
  })

  it('may be imported', async () => {
    const t = await createTestEngine()
    const request = {
      uniqueIdentifier: 'from elsewhere',
      objectType: 'PrivateKey',
      attributes: await keyAttributes(t),
      object: container(),
    } as const
    await t.call(Import, request)
    expect((await attributesOf(t, 'from elsewhere')).get('CryptographicAlgorithm')).toBe('RSA')
    expect(await subjectsIn(t, 'from elsewhere')).toHaveLength(2)
  })

  it('leaves nothing behind when it is refused', async () => {
    const t = await createTestEngine()
    const request = {
      objectType: 'PrivateKey',
      attributes: await keyAttributes(t, {CryptographicLength: 1024}),
      object: container(),
    } as const
    expect(await t.reason(Register, request)).toBe('InvalidField')
    expect(await locate(t, {ObjectType: 'Certificate'})).toEqual([])
  })
})

describe('A container is refused', () => {
  async function reasonFor(t: TestEngine, set: AttributeSet, object: ManagedObject = container()) {
    return t.reason(Register, {objectType: object.type, attributes: set, object})
  }

  it('without a password', async () => {
    const t = await createTestEngine()
    expect(await reasonFor(t, attributes({}))).toBe('InvalidField')
  })

  it('with two passwords', async () => {
    const t = await createTestEngine()
    const set = await keyAttributes(t)
    set.add('Link', link('PKCS_12PasswordLink', await registerPassword(t)))
    expect(await reasonFor(t, set)).toBe('InvalidField')
  })

  it('with a link that leads nowhere or to something else', async () => {
    const t = await createTestEngine()
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', 'nobody')}))).toBe('InvalidField')
    const other = await register(t, {
      type: 'Certificate',
      value: {certificateType: 'X_509', certificateValue: x509Fixture('names.der')},
    })
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', other)}))).toBe('InvalidField')
    const seed = {...secret(password), value: {...secret(password).value, secretDataType: 'Seed'}} as const
    const id = await register(t, seed, {ActivationDate: new Date(0)})
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', id)}))).toBe('InvalidField')
  })

  it('with a password that is not Active', async () => {
    const t = await createTestEngine()
    const id = await registerPassword(t, password, {ActivationDate: new Date('2100-01-01')})
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', id)}))).toBe('PermissionDenied')
  })

  it('with the wrong password, or one that is no text', async () => {
    const t = await createTestEngine()
    const wrong = await registerPassword(t, 'wrong')
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', wrong)}))).toBe('InvalidField')
    const bytes = secret('x')
    const keyBlock = {
      keyFormatType: 'Opaque',
      keyValue: {kind: 'plain', keyMaterial: Uint8Array.of(0xff)},
    } as const
    const odd = await register(t, {...bytes, value: {...bytes.value, keyBlock}}, {ActivationDate: new Date(0)})
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', odd)}))).toBe('InvalidField')
  })

  it('with a password of another scope', async () => {
    const t = await createTestEngine()
    const other = {...t.identity, scopeId: 'two'}
    const id = await register(t, secret(password), {ActivationDate: new Date(0)}, {identity: other})
    expect(await reasonFor(t, attributes({Link: link('PKCS_12PasswordLink', id)}))).toBe('InvalidField')
  })

  it.each([
    ['when it is none', Uint8Array.of(1, 2, 3)],
    ['without a private key', Uint8Array.from(fixture('no-key.p12'))],
  ])('%s', async (_name, bytes) => {
    const t = await createTestEngine()
    expect(await reasonFor(t, await keyAttributes(t), container(bytes))).toBe('InvalidField')
  })

  it('when it has no key of the friendly name', async () => {
    const t = await createTestEngine()
    expect(await reasonFor(t, await keyAttributes(t, {PKCS_12FriendlyName: 'nobody'}))).toBe('InvalidField')
  })

  it('as the value of another object', async () => {
    const t = await createTestEngine()
    const object = {type: 'PublicKey', value: container().value} as const
    expect(await reasonFor(t, await keyAttributes(t), object)).toBe('InvalidField')
  })
})

describe('A private key got in PKCS#12', () => {
  it('brings its chain, under the friendly name of the key', async () => {
    const t = await createTestEngine()
    const id = await registerContainer(t)
    const entries = await opened(t, id)
    expect(entries.keys).toHaveLength(1)
    expect(entries.keys[0]?.friendlyName).toBe(friendlyName)
    expect(await subjectsIn(t, id)).toEqual(['O=Example, CN=rsa2048', 'CN=fixture-ca'])
    const original = await readPkcs12(file, password)
    expect(entries.keys[0]?.key.equals(original.keys[0]!.key)).toBe(true)
  })

  it('is called alias when it has no friendly name', async () => {
    const t = await createTestEngine()
    const id = await keyWithCertificate(t, (certificate) => link('PKCS_12CertificateLink', certificate))
    expect((await opened(t, id)).keys[0]?.friendlyName).toBe('alias')
  })

  /** The key of the container registered in PKCS#8, with its own certificate linked somehow. */
  async function keyWithCertificate(t: TestEngine, how: (id: string) => ReturnType<typeof link>): Promise<string> {
    const {keys, certificates} = await readPkcs12(file, password)
    const keyMaterial = Uint8Array.from(keys[0]!.key.export({type: 'pkcs8', format: 'der'}))
    const keyBlock = {keyFormatType: 'PKCS_8', keyValue: {kind: 'plain', keyMaterial}} as const
    const own = certificates.find(({certificate}) => certificate.checkPrivateKey(keys[0]!.key))!
    const certificate = await registerCertificate(t, own.certificate)
    const set = await keyAttributes(t)
    set.add('Link', how(certificate))
    return register(t, {type: 'PrivateKey', value: {keyBlock}}, set)
  }

  function registerCertificate(t: TestEngine, {raw}: X509Certificate): Promise<string> {
    const value = {certificateType: 'X_509', certificateValue: Uint8Array.from(raw)} as const
    return register(t, {type: 'Certificate', value})
  }

  it('finds its certificate through its public key', async () => {
    const t = await createTestEngine()
    const {keys, certificates} = await readPkcs12(file, password)
    const own = certificates.find(({certificate}) => certificate.checkPrivateKey(keys[0]!.key))!
    const certificate = await registerCertificate(t, own.certificate)
    const keyMaterial = Uint8Array.from(own.certificate.publicKey.export({type: 'spki', format: 'der'}))
    const publicKey: ManagedObject = {
      type: 'PublicKey',
      value: {keyBlock: {keyFormatType: 'X_509', keyValue: {kind: 'plain', keyMaterial}}},
    }
    const publicId = await register(t, publicKey, {Link: link('CertificateLink', certificate)})
    const id = await keyWithCertificate(t, () => link('PublicKeyLink', publicId))
    expect(await subjectsIn(t, id)).toEqual(['O=Example, CN=rsa2048'])
  })

  it('is refused when no certificate of the key is at hand', async () => {
    const t = await createTestEngine()
    const stranger = await registerCertificate(t, new X509Certificate(x509Fixture('names.der')))
    for (const target of [stranger, 'nobody']) {
      const id = await keyWithCertificate(t, () => link('CertificateLink', target))
      expect(await t.reason(Get, {uniqueIdentifier: id, keyFormatType: 'PKCS_12'})).toBe('KeyFormatTypeNotSupported')
    }
  })

  it('is refused when several certificates of the key are linked', async () => {
    const t = await createTestEngine()
    const id = await keyWithCertificate(t, (certificate) => link('CertificateLink', certificate))
    const {certificates} = await readPkcs12(file, password)
    const own = certificates.find(({certificate}) => !certificate.ca)!
    const value = link('CertificateLink', await registerCertificate(t, own.certificate))
    await t.call(AddAttribute, {uniqueIdentifier: id, newAttribute: {key: 'Link', index: undefined, value}})
    expect(await t.reason(Get, {uniqueIdentifier: id, keyFormatType: 'PKCS_12'})).toBe('InvalidField')
  })

  it('is refused once the password is gone', async () => {
    const t = await createTestEngine()
    const id = await registerContainer(t)
    const [passwordId] = linkedIds({attributes: await attributesOf(t, id)}, 'PKCS_12PasswordLink')
    await endLife(t, passwordId!, 'Deactivated')
    expect(await t.reason(Get, {uniqueIdentifier: id, keyFormatType: 'PKCS_12'})).toBe('PermissionDenied')
  })

  it('stays where it is when it is sensitive or must not leave', async () => {
    const t = await createTestEngine()
    const sensitive = await registerContainer(t, {Sensitive: true})
    expect(await t.reason(Get, {uniqueIdentifier: sensitive, keyFormatType: 'PKCS_12'})).toBe('Sensitive')
    const kept = await registerContainer(t, {Extractable: false})
    expect(await t.reason(Get, {uniqueIdentifier: kept, keyFormatType: 'PKCS_12'})).toBe('NotExtractable')
  })

  it('is not to be had of other objects', async () => {
    const t = await createTestEngine()
    const id = await registerPassword(t)
    expect(await t.reason(Get, {uniqueIdentifier: id, keyFormatType: 'PKCS_12'})).toBe('KeyFormatTypeNotSupported')
  })
})
