import {expect, it} from 'vitest'
import {sentBy} from '../support/sent-message.ts'
import {boolean, bytes, enumeration, integer, structure, text} from '../support/xml-items.ts'

const id = text('UniqueIdentifier', '7f3c')
const parameters = (...items: readonly string[]) => structure('CryptographicParameters', ...items)

/** Trees from the request payloads of KMIP 2.1 section 6.1. */
const rows: readonly [argv: string, ...items: string[]][] = [
  [
    'encrypt 7f3c --data-from hash --init --parameters CBC/PKCS5/iv-length=12 --mode GCM',
    id,
    parameters(enumeration('BlockCipherMode', 'GCM'), enumeration('PaddingMethod', 'PKCS5'), integer('IVLength', 12)),
    enumeration('Data', 'Hash'),
    boolean('InitIndicator', true),
  ],
  [
    'decrypt 7f3c --data x --iv-hex 00 --aad c --tag-hex 01 --correlation-hex 02 --final',
    id,
    bytes('Data', '78'),
    bytes('IVCounterNonce', '00'),
    bytes('CorrelationValue', '02'),
    boolean('FinalIndicator', true),
    bytes('AuthenticatedEncryptionAdditionalData', '63'),
    bytes('AuthenticatedEncryptionTag', '01'),
  ],
  [
    'create-key-pair --curve ed25519',
    structure('CommonAttributes', enumeration('CryptographicAlgorithm', 'Ed25519')),
    structure('PrivateKeyAttributes', integer('CryptographicUsageMask', 'Sign')),
    structure('PublicKeyAttributes', integer('CryptographicUsageMask', 'Verify')),
  ],
  [
    'create-key-pair --curve x448',
    structure(
      'CommonAttributes',
      enumeration('CryptographicAlgorithm', 'ECDH'),
      structure('CryptographicDomainParameters', enumeration('RecommendedCurve', 'CURVE448')),
    ),
    structure('PrivateKeyAttributes', integer('CryptographicUsageMask', 'DeriveKey')),
    structure('PublicKeyAttributes', integer('CryptographicUsageMask', 'DeriveKey')),
  ],
  [
    'create --algorithm poly1305',
    enumeration('ObjectType', 'SymmetricKey'),
    structure(
      'Attributes',
      enumeration('CryptographicAlgorithm', 'Poly1305'),
      integer('CryptographicUsageMask', 'MACGenerate MACVerify'),
    ),
  ],
  [
    'derive-key 7f3c --method AWS-Signature-Version-4 --data 20260101 --data eu --data s3 --secret',
    enumeration('ObjectType', 'SecretData'),
    id,
    enumeration('DerivationMethod', 'AWSSignatureVersion4'),
    structure(
      'DerivationParameters',
      bytes('DerivationData', '3230323630313031'),
      bytes('DerivationData', '6575'),
      bytes('DerivationData', '7333'),
    ),
    structure('Attributes', integer('CryptographicLength', 256)),
  ],
  [
    'hash --hash shake-256 --data a',
    parameters(enumeration('CryptographicAlgorithm', 'SHAKE_256')),
    bytes('Data', '61'),
  ],
  ['hash --hash SHA-512 --data-from 0', parameters(enumeration('HashingAlgorithm', 'SHA_512')), integer('Data', 0)],
  [
    'mac 7f3c --algorithm HMAC-SHA256 --data a --init',
    id,
    parameters(enumeration('CryptographicAlgorithm', 'HMAC_SHA256')),
    bytes('Data', '61'),
    boolean('InitIndicator', true),
  ],
  ['mac-verify 7f3c --data a --mac-hex 00', id, bytes('Data', '61'), bytes('MACData', '00')],
  ['rng-retrieve 3', integer('DataLength', 3)],
  ['rng-seed --data-from rng-retrieve', enumeration('Data', 'RNGRetrieve')],
  [
    'sign 7f3c --data a --hash SHA-256 --parameters RSA/PSS/trailer-field=1',
    id,
    parameters(
      enumeration('PaddingMethod', 'PSS'),
      enumeration('HashingAlgorithm', 'SHA_256'),
      enumeration('CryptographicAlgorithm', 'RSA'),
      integer('TrailerField', 1),
    ),
    bytes('Data', '61'),
  ],
  [
    'signature-verify 7f3c --digest-hex 00 --signature-hex 01',
    id,
    bytes('DigestedData', '00'),
    bytes('SignatureData', '01'),
  ],
]

it.each(rows)('op %s is a request of KMIP 2.1', async (line, ...items) => {
  const {payload, exitCode} = await sentBy([...line.split(' '), '--kmip-version', '2.1'])
  expect(payload).toBe(structure('RequestPayload', ...items))
  expect(exitCode).toBe(0)
})

it('refuses output of the batch where there is none, and forms of data that exclude each other', async () => {
  const old = await sentBy(['encrypt', '7f3c', '--data-from', 'hash', '--kmip-version', '1.4'])
  expect([old.payload, old.exitCode]).toEqual([undefined, 2])
  expect(old.stderr).toContain('KMIP 1.4 cannot express data of Encrypt')
  const both = await sentBy(['encrypt', '7f3c', '--data-from', 'hash', '--data', 'x'])
  expect([both.payload, both.exitCode]).toEqual([undefined, 2])
})
