import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {CKK, CKO} from '../../../../src/server/pkcs11/spec/objects.ts'
import {attributesOf, certify, registerPublicKey} from '../../../support/certificates.ts'
import {attributes, found, pkcs11Session, told} from '../../../support/pkcs11-client.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

async function opened() {
  const tests = await createTestEngine()
  return {tests, ...(await pkcs11Session(tests))}
}

async function certificateOf(tests: Awaited<ReturnType<typeof createTestEngine>>): Promise<Uint8Array> {
  const uniqueIdentifier = await certify(tests, await registerPublicKey(tests))
  const {object} = await tests.call(Get, {uniqueIdentifier})
  if (object?.type !== 'Certificate') throw new Error('No certificate')
  return object.value.certificateValue
}

describe('a certificate', () => {
  it('tells its names and number in DER', async () => {
    const {tests, client, session} = await opened()
    const value = await certificateOf(tests)
    const {serialNumber} = new X509Certificate(value)
    const [object = 0] = await found(client, session, attributes({CLASS: CKO.CERTIFICATE}))
    const [type, whole, serial, subject, issuer] = await told(
      client,
      session,
      object,
      'CERTIFICATE_TYPE',
      'VALUE',
      'SERIAL_NUMBER',
      'SUBJECT',
      'ISSUER',
    )
    expect(type).toBe(0)
    expect(whole).toEqual(Buffer.from(value))
    expect(
      Buffer.from(serial as Uint8Array)
        .toString('hex')
        .toUpperCase(),
    ).toContain(serialNumber)
    for (const name of [subject, issuer])
      expect(Buffer.from(value).includes(Buffer.from(name as Uint8Array))).toBe(true)
    expect(await found(client, session, attributes({SUBJECT: subject!, ISSUER: issuer!}))).toEqual([object])
  })

  it('is stored by C_CreateObject as it is by Register', async () => {
    const {tests, client, session} = await opened()
    const value = Buffer.from(await certificateOf(tests))
    const template = attributes({CLASS: CKO.CERTIFICATE, CERTIFICATE_TYPE: 0, TOKEN: true, LABEL: 'mine', VALUE: value})
    const {object} = await client.call('C_CreateObject', {session, template})
    const [id] = await told(client, session, object, 'UNIQUE_ID')
    const kept = await attributesOf(tests, id as string)
    expect(kept.get('Name')?.nameValue).toBe('mine')
    expect(kept.get('CertificateType')).toBe('X_509')
  })
})

describe('data', () => {
  it('are stored and found', async () => {
    const {client, session} = await opened()
    const template = attributes({
      CLASS: CKO.DATA,
      TOKEN: true,
      APPLICATION: 'app',
      LABEL: 'note',
      VALUE: Buffer.from('text'),
    })
    const {object} = await client.call('C_CreateObject', {session, template})
    expect(await found(client, session, attributes({CLASS: CKO.DATA, APPLICATION: 'app'}))).toEqual([object])
    expect(await told(client, session, object, 'VALUE', 'LABEL')).toEqual([Buffer.from('text'), 'note'])
    expect(await client.code('C_EncryptInit', {session, mechanism: {mechanism: 0x1081}, key: object})).toBe(
      'KEY_TYPE_INCONSISTENT',
    )
  })

  it('and other objects are refused where the template does not say what they are', async () => {
    const {client, session} = await opened()
    const code = (values: Parameters<typeof attributes>[0]) =>
      client.code('C_CreateObject', {session, template: attributes(values)})
    expect(await code({})).toBe('TEMPLATE_INCOMPLETE')
    expect(await code({CLASS: 9})).toBe('ATTRIBUTE_VALUE_INVALID')
    expect(await code({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES})).toBe('TEMPLATE_INCOMPLETE')
    expect(await code({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES, VALUE: Buffer.alloc(5)})).toBe(
      'ATTRIBUTE_VALUE_INVALID',
    )
    const ec = {CLASS: CKO.PUBLIC_KEY, KEY_TYPE: CKK.EC, EC_POINT: Buffer.alloc(65, 4)}
    expect(await code({...ec, EC_PARAMS: Buffer.of(6, 1, 1)})).toBe('CURVE_NOT_SUPPORTED')
  })
})
