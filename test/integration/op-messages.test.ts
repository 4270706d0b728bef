import {expect, it} from 'vitest'
import {sentBy} from '../support/sent-message.ts'
import {
  bytes,
  date,
  enumeration,
  integer,
  interval,
  longInteger,
  nameOf,
  structure,
  text,
  vendorAttribute,
} from '../support/xml-items.ts'

const id = text('UniqueIdentifier', '7f3c')
const storage = (mask: string) =>
  structure('ProtectionStorageMasks', ...mask.split('|').map((bits) => integer('ProtectionStorageMask', bits)))

/** Trees from the request payloads of KMIP 2.1 section 6.1. */
const rows: readonly [argv: string, ...items: string[]][] = [
  ['activate 7f3c', id],
  ['activate @placeholder', enumeration('UniqueIdentifier', 'IDPlaceholder')],
  ['activate @create', enumeration('UniqueIdentifier', 'Create')],
  ['activate @-1', integer('UniqueIdentifier', -1)],
  ['add-attribute 7f3c Name=payroll', id, structure('NewAttribute', nameOf('payroll'))],
  ['add-attribute 7f3c x-team=db', id, structure('NewAttribute', vendorAttribute('team', 'db'))],
  ['archive 7f3c', id],
  ['cancel 0102', bytes('AsynchronousCorrelationValue', '0102')],
  [
    'certify 7f3c --name web --protection-storage hardware',
    id,
    structure('Attributes', nameOf('web'), enumeration('CertificateType', 'X_509')),
    storage('Hardware'),
  ],
  [
    'certify 7f3c --subject CN=web,OU=a,OU=b,O=Example\\,_Inc.,C=DE',
    id,
    structure(
      'Attributes',
      enumeration('CertificateType', 'X_509'),
      text('CertificateSubjectCN', 'web'),
      text('CertificateSubjectOU', 'a'),
      text('CertificateSubjectOU', 'b'),
      text('CertificateSubjectO', 'Example, Inc.'),
      text('CertificateSubjectC', 'DE'),
    ),
  ],
  [
    'check 7f3c --usage encrypt,decrypt --count 5 --lease 1h',
    id,
    longInteger('UsageLimitsCount', 5),
    integer('CryptographicUsageMask', 'Encrypt Decrypt'),
    interval('LeaseTime', 3600),
  ],
  [
    'create --name a --group g --attribute x-team=db --protection-storage hardware,on-system --protection-storage software',
    enumeration('ObjectType', 'SymmetricKey'),
    structure(
      'Attributes',
      enumeration('CryptographicAlgorithm', 'AES'),
      integer('CryptographicLength', 256),
      integer('CryptographicUsageMask', 'Encrypt Decrypt'),
      nameOf('a'),
      text('ObjectGroup', 'g'),
      vendorAttribute('team', 'db'),
    ),
    storage('Hardware OnSystem|Software'),
  ],
  [
    'create-key-pair --curve P-256 --private-name p --private-protection-storage hardware',
    structure(
      'CommonAttributes',
      enumeration('CryptographicAlgorithm', 'EC'),
      structure('CryptographicDomainParameters', enumeration('RecommendedCurve', 'P_256')),
    ),
    structure('PrivateKeyAttributes', integer('CryptographicUsageMask', 'Sign'), nameOf('p')),
    structure('PublicKeyAttributes', integer('CryptographicUsageMask', 'Verify')),
    structure('PrivateProtectionStorageMasks', integer('ProtectionStorageMask', 'Hardware')),
  ],
  [
    'create-split-key 7f3c --parts 3 --threshold 2 --method polynomial-sharing-prime-field --prime 257',
    enumeration('ObjectType', 'SplitKey'),
    id,
    integer('SplitKeyParts', 3),
    integer('SplitKeyThreshold', 2),
    enumeration('SplitKeyMethod', 'PolynomialSharingPrimeField'),
    '<PrimeFieldSize type="BigInteger" value="0000000000000101"/>',
    structure('Attributes'),
  ],
  ['delete-attribute 7f3c State', id, enumeration('AttributeReference', 'State')],
  [
    'delete-attribute 7f3c x-team',
    id,
    structure('AttributeReference', text('VendorIdentification', 'x'), text('AttributeName', 'team')),
  ],
  ['delete-attribute 7f3c Name=a', id, structure('CurrentAttribute', nameOf('a'))],
  [
    'derive-key 7f3c --with a --with b --method PBKDF2 --salt-hex 73 --iterations 3 --parameters SHA-256 --secret',
    enumeration('ObjectType', 'SecretData'),
    id,
    text('UniqueIdentifier', 'a'),
    text('UniqueIdentifier', 'b'),
    enumeration('DerivationMethod', 'PBKDF2'),
    structure(
      'DerivationParameters',
      structure('CryptographicParameters', enumeration('HashingAlgorithm', 'SHA_256')),
      bytes('Salt', '73'),
      integer('IterationCount', 3),
    ),
    structure('Attributes', integer('CryptographicLength', 256)),
  ],
  ['destroy 7f3c --yes', id],
  [
    'discover-versions --offer 2.1',
    structure('ProtocolVersion', integer('ProtocolVersionMajor', 2), integer('ProtocolVersionMinor', 1)),
  ],
  ['export 7f3c --format raw', id, enumeration('KeyFormatType', 'Raw')],
  [
    'get 7f3c --compression ec-public-key-type-uncompressed --wrap-type not-wrapped --wrap-with 9 --wrap-attribute Name',
    id,
    enumeration('KeyWrapType', 'NotWrapped'),
    enumeration('KeyCompressionType', 'ECPublicKeyTypeUncompressed'),
    structure(
      'KeyWrappingSpecification',
      enumeration('WrappingMethod', 'Encrypt'),
      structure(
        'EncryptionKeyInformation',
        text('UniqueIdentifier', '9'),
        structure('CryptographicParameters', enumeration('BlockCipherMode', 'NISTKeyWrap')),
      ),
      text('AttributeName', 'Name'),
    ),
  ],
  ['get-attribute-list 7f3c', id],
  [
    'get-attributes 7f3c State x-team',
    id,
    enumeration('AttributeReference', 'State'),
    structure('AttributeReference', text('VendorIdentification', 'x'), text('AttributeName', 'team')),
  ],
  ['get-usage-allocation 7f3c --count 3', id, longInteger('UsageLimitsCount', 3)],
  [
    'join-split-key a @-1 --protection-storage software',
    enumeration('ObjectType', 'SymmetricKey'),
    text('UniqueIdentifier', 'a'),
    integer('UniqueIdentifier', -1),
    structure('Attributes'),
    storage('Software'),
  ],
  [
    'locate --name a --state active --type symmetric-key --max 5 --offset 2 --storage on-line --group-member fresh',
    integer('MaximumItems', 5),
    integer('OffsetItems', 2),
    integer('StorageStatusMask', 'OnLineStorage'),
    enumeration('ObjectGroupMember', 'GroupMemberFresh'),
    structure('Attributes', nameOf('a'), enumeration('ObjectType', 'SymmetricKey'), enumeration('State', 'Active')),
  ],
  ['locate'],
  [
    'modify-attribute 7f3c Name=b --current Name=a',
    id,
    structure('CurrentAttribute', nameOf('a')),
    structure('NewAttribute', nameOf('b')),
  ],
  ['obtain-lease 7f3c', id],
  ['poll 01', bytes('AsynchronousCorrelationValue', '01')],
  [
    'query --function operations --group g',
    enumeration('QueryFunction', 'QueryOperations'),
    structure('ObjectGroups', text('ObjectGroup', 'g')),
  ],
  [
    'recertify 7f3c --offset 1h --request-id 81aa',
    id,
    text('CertificateRequestUniqueIdentifier', '81aa'),
    interval('Offset', 3600),
  ],
  ['recover 7f3c', id],
  ['rekey 7f3c --offset 1h --protection-storage software', id, interval('Offset', 3600), storage('Software')],
  [
    'rekey-key-pair 7f3c --public-name q',
    text('PrivateKeyUniqueIdentifier', '7f3c'),
    structure('PublicKeyAttributes', nameOf('q')),
  ],
  ['rekey-key-pair @placeholder'],
  [
    'revoke 7f3c --yes --reason key-compromise --compromise-date 2026-01-01T00:00:00Z',
    id,
    structure('RevocationReason', enumeration('RevocationReasonCode', 'KeyCompromise')),
    date('CompromiseOccurrenceDate', '2026-01-01T00:00:00+00:00'),
  ],
  ['validate 7f3c --date 2026-01-01T00:00:00Z', id, date('ValidityDate', '2026-01-01T00:00:00+00:00')],
]

it.each(rows)('op %s is a request of KMIP 2.1', async (line, ...items) => {
  const argv = line.split(' ').map((word) => word.replaceAll('_', ' '))
  const {payload, exitCode} = await sentBy([...argv, '--kmip-version', '2.1'])
  expect(payload).toBe(structure('RequestPayload', ...items))
  expect(exitCode).toBe(0)
})

it('has the version and the count in its header, and nothing of 1.x', async () => {
  const {requests} = await sentBy(['get', '7f3c', '--kmip-version', '2.0'])
  const version = structure('ProtocolVersion', integer('ProtocolVersionMajor', 2), integer('ProtocolVersionMinor', 0))
  const payload = structure('RequestPayload', id)
  expect(requests).toEqual([
    structure(
      'RequestMessage',
      structure('RequestHeader', version, integer('BatchCount', 1)),
      structure('BatchItem', enumeration('Operation', 'Get'), payload),
    ),
  ])
})

it('asks for a later answer as 2.x does, and writes links with their identifier', async () => {
  const link = ['--attribute', 'Link=parent:81aa', '--kmip-version', '2.1']
  const {requests, payload} = await sentBy(['create', '--asynchronous', ...link])
  expect(requests[0]).toContain(enumeration('AsynchronousIndicator', 'Optional'))
  expect(payload).toContain(
    structure('Link', enumeration('LinkType', 'ParentLink'), text('LinkedObjectIdentifier', '81aa')),
  )
})

it('says so where an index has no place any more', async () => {
  const {payload, exitCode, stderr} = await sentBy([
    'modify-attribute',
    '7f3c',
    'Name=b',
    '--index',
    '1',
    '--kmip-version',
    '2.1',
  ])
  expect([payload, exitCode]).toEqual([undefined, 2])
  expect(stderr).toContain('KMIP 2.1 cannot express newAttribute of Modify Attribute')
})
