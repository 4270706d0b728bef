import {X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {
  extensionIdentifiers,
  extensionValue,
  readCertificateFields,
} from '../../../../src/ca/x509/certificate-fields.ts'
import {nameText, readName} from '../../../../src/ca/x509/directory-name.ts'
import {generalNameText, readGeneralNames} from '../../../../src/ca/x509/general-name.ts'
import {UsageError} from '../../../../src/errors.ts'
import {x509Fixture} from './fixture.ts'

const der = x509Fixture('names.der')
const fields = readCertificateFields(der)

function namesIn(identifier: string): readonly (string | undefined)[] {
  return readGeneralNames(extensionValue(fields, identifier) ?? new Uint8Array(0)).map(generalNameText)
}

/** The same certificate with another text for its end, which the signature does not matter for. */
function withEnd(text: string): Uint8Array {
  const changed = Buffer.from(der)
  changed.write(text, changed.indexOf('21261101040211Z'), 'latin1')
  return Uint8Array.from(changed)
}

describe('The fields of a certificate', () => {
  it('are its serial number, signature algorithm and validity', () => {
    expect(Buffer.from(fields.serialNumber).toString('hex')).toBe('008000000000000001')
    expect(fields.signatureAlgorithm).toBe('1.2.840.10045.4.3.2')
    expect(fields.notBefore.toISOString()).toBe('2026-11-25T04:02:11.000Z')
    expect(fields.notAfter.toISOString()).toBe('2126-11-01T04:02:11.000Z')
  })

  it('are its names, byte for byte', () => {
    expect(Buffer.from(der).includes(Buffer.from(fields.subject))).toBe(true)
    expect(Buffer.from(fields.subject)).toEqual(Buffer.from(fields.issuer))
    expect(readName(fields.subject).flat()).toHaveLength(14)
  })

  it('give names as text with the last part first, and what would be misread escaped', () => {
    expect(nameText(fields.subject)).toBe(
      String.raw`CN=names #1,emailAddress=keys@example.org,dnQualifier=q1,title=Dr,serialNumber=SN-4711,UID=u-17,` +
        String.raw`OU=ledger,OU=payments,O=Acme\, Inc.,L=Ås,ST=Viken,C=NO,DC=org,DC=example`,
    )
  })

  it('are the alternative names of subject and issuer', () => {
    expect(namesIn(extensionIdentifiers.subjectAlternativeName)).toEqual([
      'a.example.org',
      'b.example.org',
      '10.0.0.1',
      '2001:db8::1',
      'x@example.org',
      'https://example.org/x',
      '1.2.3.4',
      'CN=inner',
      undefined,
    ])
    expect(namesIn(extensionIdentifiers.issuerAlternativeName)).toEqual(['issuer.example.org'])
  })

  it('are its extensions, critical ones marked', () => {
    expect(fields.extensions.filter(({critical}) => critical).map(({identifier}) => identifier)).toEqual([
      extensionIdentifiers.basicConstraints,
    ])
    expect(extensionValue(fields, extensionIdentifiers.keyUsage)).toBeUndefined()
  })

  it.each([
    ['random bytes', Uint8Array.of(1, 2, 3)],
    ['no bytes', new Uint8Array(0)],
    ['a cut certificate', der.subarray(0, der.length - 1)],
    ['a certificate with bytes behind it', Uint8Array.of(...der, 0)],
    ['a certificate whose end is no time', withEnd('2126110104ZZ11Z')],
    ['PEM', Uint8Array.from(Buffer.from(new X509Certificate(der).toString()))],
    ['a file far too large', new Uint8Array(300 * 1024)],
  ])('cannot be had from %s', (_name, input) => {
    expect(() => readCertificateFields(input)).toThrow(UsageError)
  })
})

describe('A distinguished name as text', () => {
  const name = (tag: number, value: Uint8Array, type: readonly number[] = [0x55, 4, 3]): Uint8Array => {
    const attribute = [6, type.length, ...type, tag, value.length, ...value]
    return Uint8Array.of(0x30, attribute.length + 4, 0x31, attribute.length + 2, 0x30, attribute.length, ...attribute)
  }
  const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

  it.each([
    ['#lead', String.raw`CN=\#lead`],
    [' both ', String.raw`CN=\ both\ `],
    [' ', String.raw`CN=\ `],
    ['a+b;c<d>"e"\\', String.raw`CN=a\+b\;c\<d\>\"e\"\\`],
    ['', 'CN='],
  ])('escapes %j', (value, expected) => {
    expect(nameText(name(0x13, latin1(value)))).toBe(expected)
  })

  it('reads the wide strings', () => {
    expect(nameText(name(0x1e, Uint8Array.of(0x00, 0x41, 0x20, 0xac)))).toBe('CN=A€')
    expect(nameText(name(0x1c, Uint8Array.of(0, 0, 0, 0x41, 0, 1, 0xf6, 0, 0xff, 0, 0, 0)))).toBe('CN=A😀\uFFFD')
  })

  it('gives attributes without a name or without a text in hexadecimal', () => {
    expect(nameText(name(0x0c, latin1('x'), [0x2a, 3, 4]))).toBe('1.2.3.4=#0c0178')
    expect(nameText(name(0x03, Uint8Array.of(0, 1)))).toBe('CN=#03020001')
  })

  it('is empty for an empty name', () => {
    expect(nameText(Uint8Array.of(0x30, 0))).toBe('')
  })
})
