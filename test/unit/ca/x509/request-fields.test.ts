import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {nameText} from '../../../../src/ca/x509/directory-name.ts'
import {readRequestFields, readRequestMessages} from '../../../../src/ca/x509/request-fields.ts'
import {requestInPem} from '../../../../src/ca/request-pem.ts'
import {UsageError} from '../../../../src/errors.ts'
import {der, requestDer, requestMessages, requestPem} from '../../../support/certificate-requests.ts'

describe('readRequestFields', () => {
  it('finds the name and the key of a PKCS#10 request', () => {
    const {subject = new Uint8Array(), publicKeyInfo} = readRequestFields(requestDer)
    expect(nameText(subject)).toBe('CN=p256,O=Example')
    expect(publicKeyInfo?.[0]).toBe(0x30)
  })

  it('reads what stands in PEM', () => {
    const pem = requestInPem(Buffer.from(requestPem).toString())
    expect(readRequestFields(Uint8Array.from(pem ?? []))).toEqual(readRequestFields(requestDer))
    expect(requestInPem('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----')).toBeUndefined()
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['other bytes', new Uint8Array([1, 2, 3])],
    ['an empty sequence', der(0x30)],
    ['a request with bytes behind it', Uint8Array.of(...requestDer, 0)],
    ['a request without a signature', der(0x30, der(0x30))],
    ['a CRMF request', requestMessages()],
    ['bytes beyond the limit', new Uint8Array(65 * 1024)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readRequestFields(bytes)).toThrow(UsageError)
  })
})

describe('readRequestMessages', () => {
  it('finds the name and the key of a CRMF request', () => {
    expect(readRequestMessages(requestMessages())).toEqual(readRequestFields(requestDer))
  })

  it('leaves open what the request leaves open', () => {
    const open = der(0x30, der(0x30, der(0x30, der(0x02, Uint8Array.of(1)), der(0x30))))
    expect(readRequestMessages(open)).toEqual({subject: undefined, publicKeyInfo: undefined})
  })

  it.each([
    ['no message', der(0x30)],
    ['a PKCS#10 request', requestDer],
    [
      'a name that is no sequence',
      der(0x30, der(0x30, der(0x30, der(2, Uint8Array.of(1)), der(0x30, der(0xa5, der(4)))))),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(() => readRequestMessages(bytes)).toThrow(UsageError)
  })

  it('answers any damaged request with an error of ours, or reads it', () => {
    const whole = requestMessages()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({min: 1, max: 255}), (position, change) => {
        const damaged = Uint8Array.from(whole, (byte, index) => (index === position ? byte ^ change : byte))
        try {
          readRequestMessages(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })
})
