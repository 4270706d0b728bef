import type {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Export} from '../../../../src/kmip/operations/export.ts'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {MACVerify} from '../../../../src/kmip/operations/mac-verify.ts'
import {Poll} from '../../../../src/kmip/operations/poll.ts'
import {ReCertify} from '../../../../src/kmip/operations/re-certify.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {Sign} from '../../../../src/kmip/operations/sign.ts'
import {SignatureVerify} from '../../../../src/kmip/operations/signature-verify.ts'
import type {Operation} from '../../../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../../../src/kmip/schema/structure.ts'
import {rsaPair, rsaPrivate, rsaPublic} from '../../../support/key-pairs.ts'
import {
  active,
  addressing,
  crowd,
  describeRefusals,
  ever,
  ended,
  id,
  key,
  named,
  on,
  taken,
  template,
  unmade,
  type Refusal,
  type Row,
} from '../../../support/error-rows.ts'
import {aes, attributes, maskOf, nameOf, opaque, register, repeated, utf8} from '../../../support/managed-objects.ts'
import {at, type TestEngine} from '../../../support/test-engine.ts'

const data = utf8('data')
const hmac = {hashingAlgorithm: 'SHA_256'} as const
const signing = {...hmac, paddingMethod: 'PSS', cryptographicAlgorithm: 'RSA'} as const
const pair = rsaPair(1024)
const privateKey = (t: TestEngine) =>
  register(t, rsaPrivate(pair), {CryptographicUsageMask: maskOf('Sign'), ActivationDate: new Date(0)})
const publicKey = (t: TestEngine) =>
  register(t, rsaPublic(pair), {CryptographicUsageMask: maskOf('Verify'), ActivationDate: new Date(0)})
const deriving = active({CryptographicUsageMask: maskOf('DeriveKey')})
const anything = (t: TestEngine) => register(t, opaque('o'))

/** What is the same for operations with a key, some data and perhaps a stream. */
function using<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: (one: string) => FieldValues<NoInfer<Req>>,
): Row[] {
  return [
    ...addressing(operation, request),
    ['the object is not Active', ['PermissionDenied', 'WrongKeyLifecycleState'], on(operation, key(), request)],
    [
      'the object may not be used so',
      ['PermissionDenied', 'IncompatibleCryptographicUsageMask'],
      on(operation, active(), request),
    ],
    [
      'the object is destroyed',
      ['PermissionDenied', 'WrongKeyLifecycleState'],
      on(operation, ended('Destroyed'), request),
    ],
    ['the object is a template', 'PermissionDenied', on(operation, template, request)],
    [
      'the correlation value is not known',
      ['ItemNotFound', 'InvalidCorrelationValue'],
      on(operation, active(), (one) => ({...request(one), correlationValue: repeated(1, 16)})),
    ],
  ]
}

/** What is the same for operations that make objects: of attributes in their request. */
function attributesOf(refused: (set: AttributeSet) => Refusal): Row[] {
  return [
    ['a template does not exist', 'ItemNotFound', refused(named('nowhere'))],
    ['an attribute is not for clients', ['InvalidField', 'AttributeReadOnly'], refused(attributes({State: 'Active'}))],
    [
      'an attribute has more instances than the server keeps',
      ['IndexOutOfBounds', 'ServerLimitExceeded'],
      refused(crowd()),
    ],
    ['the server cannot make application data', ever('ApplicationNamespaceNotSupported'), refused(attributes(unmade))],
    [
      'another object has the name',
      ['InvalidField', 'NonUniqueNameAttribute'],
      async (t) => {
        await taken(t)
        return refused(attributes({Name: nameOf('taken')}))(t)
      },
    ],
  ]
}

/** Over the attributes without which the operation fails anyway. */
function over(set: AttributeSet, base: AttributeSet): AttributeSet {
  const all = base.copy()
  all.templateNames = set.templateNames
  for (const name of set.keys()) for (const value of set.all(name)) all.add(name, value)
  return all
}

const rsa = attributes({CryptographicAlgorithm: 'RSA', CryptographicLength: 1024, CryptographicUsageMask: 0})
const derived = attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 0})
const derivation = (uniqueIdentifier: readonly string[], set: AttributeSet) => ({
  objectType: 'SymmetricKey' as const,
  uniqueIdentifier,
  derivationMethod: 'HASH' as const,
  derivationParameters: {cryptographicParameters: hmac},
  attributes: over(set, derived),
})
const splitting = (set: AttributeSet) => ({
  objectType: 'SplitKey' as const,
  splitKeyParts: 3,
  splitKeyThreshold: 3,
  splitKeyMethod: 'XOR' as const,
  attributes: over(set, attributes(aes)),
})

describeRefusals({
  'Create Key Pair': [
    ...attributesOf((set) => (t) => t.reason(CreateKeyPair, {commonAttributes: over(set, rsa)})),
    ['the algorithm is missing', ever('InvalidMessage'), (t) => t.reason(CreateKeyPair, {})],
    [
      'an attribute has an incorrect value',
      ['InvalidField', 'InvalidAttributeValue'],
      (t) =>
        t.reason(CreateKeyPair, {
          commonAttributes: attributes({CryptographicAlgorithm: 'RSA', CryptographicLength: 3}),
        }),
    ],
  ],
  'Re-key Key Pair': [
    ...addressing(ReKeyKeyPair, (one) => ({privateKeyUniqueIdentifier: one})),
    [
      'the object is no private key',
      ['PermissionDenied', 'InvalidObjectType'],
      on(ReKeyKeyPair, key(), (one) => ({privateKeyUniqueIdentifier: one})),
    ],
    [
      'an offset and a date are given',
      ever('InvalidMessage'),
      async (t) => {
        const made = await t.call(CreateKeyPair, {commonAttributes: rsa})
        const {privateKeyUniqueIdentifier} = made
        return t.reason(ReKeyKeyPair, {
          privateKeyUniqueIdentifier,
          offset: 1,
          commonAttributes: attributes({DeactivationDate: at(9)}),
        })
      },
    ],
    [
      'an offset has no date to apply to',
      ['IllegalOperation', 'InvalidField'],
      async (t) => {
        const {privateKeyUniqueIdentifier} = await t.call(CreateKeyPair, {commonAttributes: rsa})
        return t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier, offset: 1})
      },
    ],
  ],
  'Derive Key': [
    [
      'a base object does not exist',
      ['ItemNotFound', 'ObjectNotFound'],
      (t) => t.reason(DeriveKey, derivation(['nothing'], nothingElse())),
    ],
    [
      'a base object is of the wrong type',
      ['InvalidField', 'InvalidObjectType'],
      on(DeriveKey, anything, (one) => derivation([one], nothingElse())),
    ],
    [
      'a base object may not be used so',
      ['InvalidField', 'IncompatibleCryptographicUsageMask'],
      on(DeriveKey, active(), (one) => derivation([one], nothingElse())),
    ],
    [
      'the method is not known',
      ever('InvalidField'),
      on(DeriveKey, deriving, (one) => ({...derivation([one], nothingElse()), derivationMethod: 0x80000001})),
    ],
    [
      'more is asked for than the method gives',
      ever('CryptographicFailure'),
      on(DeriveKey, deriving, (one) => ({
        ...derivation([one], nothingElse()),
        attributes: attributes({
          CryptographicAlgorithm: 'HMAC_SHA256',
          CryptographicLength: 4096,
          CryptographicUsageMask: 0,
        }),
      })),
    ],
    ...attributesOf((set) => async (t) => t.reason(DeriveKey, derivation([await deriving(t)], set))),
  ],
  Certify: [
    ...addressing(Certify, id, 'ItemNotFound'),
    ['the object cannot be certified', ['PermissionDenied', 'InvalidObjectType'], on(Certify, anything, id)],
    [
      'the request is none of its type',
      ['InvalidField', 'InvalidCSR'],
      on(Certify, publicKey, (one) => ({
        ...id(one),
        certificateRequestType: 'PKCS_10' as const,
        certificateRequest: data,
      })),
    ],
  ],
  'Re-certify': [
    ...addressing(ReCertify, id),
    ['the object cannot be certified', ['PermissionDenied', 'InvalidObjectType'], on(ReCertify, anything, id)],
  ],
  Sign: using(Sign, (one) => ({...id(one), data, cryptographicParameters: signing})),
  'Signature Verify': using(SignatureVerify, (one) => ({
    ...id(one),
    data,
    signatureData: data,
    cryptographicParameters: signing,
  })),
  MAC: using(MAC, (one) => ({...id(one), data, cryptographicParameters: hmac})),
  'MAC Verify': using(MACVerify, (one) => ({...id(one), data, macData: data, cryptographicParameters: hmac})),
  'Use of a private key for what only the public one can do': [
    [
      'a private key is to verify',
      ['PermissionDenied', 'IncompatibleCryptographicUsageMask'],
      on(SignatureVerify, privateKey, (one) => ({
        ...id(one),
        data,
        signatureData: data,
        cryptographicParameters: signing,
      })),
    ],
  ],
  Hash: [
    [
      'the correlation value is not known',
      ['ItemNotFound', 'InvalidCorrelationValue'],
      (t) => t.reason(Hash, {data, cryptographicParameters: hmac, correlationValue: repeated(1, 16)}),
    ],
  ],
  'Create Split Key': [
    ...attributesOf((set) => (t) => t.reason(CreateSplitKey, splitting(set))),
    [
      'the object type is not known',
      ['InvalidField', 'InvalidObjectType'],
      (t) => t.reason(CreateSplitKey, {...splitting(nothingElse()), objectType: 0x80000001}),
    ],
    [
      'the method is not known',
      ['InvalidField', 'BadCryptographicParameters'],
      (t) => t.reason(CreateSplitKey, {...splitting(nothingElse()), splitKeyMethod: 0x80000001}),
    ],
    [
      'the object does not exist',
      ever('ItemNotFound'),
      (t) => t.reason(CreateSplitKey, {...splitting(nothingElse()), ...id('nothing')}),
    ],
  ],
  'Join Split Key': [
    [
      'a part does not exist',
      ['ItemNotFound', 'ObjectNotFound'],
      (t) => t.reason(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: ['nothing']}),
    ],
    [
      'there are fewer parts than the threshold',
      ever('CryptographicFailure'),
      async (t) => {
        const {uniqueIdentifier = []} = await t.call(CreateSplitKey, splitting(nothingElse()))
        return t.reason(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier: uniqueIdentifier.slice(1)})
      },
    ],
  ],
  Export: [
    ...addressing(Export, id),
    [
      'the format cannot be had',
      ever('KeyFormatTypeNotSupported'),
      on(Export, key(), (one) => ({...id(one), keyFormatType: 'PKCS_1' as const})),
    ],
  ],
  Poll: [
    [
      'the correlation value is not known',
      ['ItemNotFound', 'InvalidAsynchronousCorrelationValue'],
      (t) => t.reason(Poll, {asynchronousCorrelationValue: data}),
    ],
  ],
})

/** Nothing beside what the operation needs; made anew, for tests share no set. */
function nothingElse(): AttributeSet {
  return attributes({})
}
