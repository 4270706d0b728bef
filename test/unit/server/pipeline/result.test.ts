import {describe, expect, it} from 'vitest'
import {StorageError} from '../../../../src/errors.ts'
import {KmipError, type ResultReasonName} from '../../../../src/kmip/error.ts'
import {ResultReason} from '../../../../src/kmip/spec/enumerations.ts'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {handler} from '../../../../src/server/handler.ts'
import {handlers} from '../../../../src/server/handlers/index.ts'
import {reasonIn, toFailure} from '../../../../src/server/pipeline/result.ts'
import {TtlvError} from '../../../../src/ttlv/error.ts'
import {createTestEngine, entry} from '../../../support/test-engine.ts'

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const
const reasons = ResultReason.entries.map(({name}) => name)

describe('A reason', () => {
  it('is one that the version knows, whichever the server means', () => {
    const operations = [undefined, 'Get', 'AddAttribute', 'ModifyAttribute', 'Encrypt', 'ReKey'] as const
    for (const version of versions) {
      for (const reason of reasons) {
        for (const operation of operations) {
          expect(ResultReason.knownIn(reasonIn(reason, version, operation), version)).toBe(true)
        }
      }
    }
  })

  it('stays itself in a version that has it', () => {
    for (const reason of reasons) {
      if (ResultReason.knownIn(reason, '2.1')) expect(reasonIn(reason, '2.1', 'Locate')).toBe(reason)
    }
  })

  it.each([
    ['Sensitive', '1.3', 'PermissionDenied'],
    ['Sensitive', '1.4', 'Sensitive'],
    ['KeyValueNotPresent', '1.1', 'IllegalOperation'],
    ['KeyValueNotPresent', '1.2', 'KeyValueNotPresent'],
    ['EncodingOptionError', '1.0', 'InvalidField'],
    ['EncodingOptionError', '1.1', 'EncodingOptionError'],
    ['WrongKeyLifecycleState', '1.4', 'PermissionDenied'],
    ['InvalidCorrelationValue', '1.4', 'ItemNotFound'],
    ['AttributeInstanceNotFound', '1.4', 'ItemNotFound'],
    ['UnsupportedProtocolVersion', '1.4', 'InvalidMessage'],
    ['UnsupportedCryptographicParameters', '1.4', 'FeatureNotSupported'],
    ['ServerLimitExceeded', '1.0', 'IndexOutOfBounds'],
    ['CircularLinkError', '1.4', 'GeneralFailure'],
  ] as const)('%s is at %s %s', (reason, version, expected) => {
    expect(reasonIn(reason, version)).toBe(expected)
  })

  it.each([
    ['AddAttribute', 'NonUniqueNameAttribute', 'IllegalOperation'],
    ['Create', 'NonUniqueNameAttribute', 'InvalidField'],
    ['AddAttribute', 'InvalidAttribute', 'PermissionDenied'],
    ['ModifyAttribute', 'AttributeNotFound', 'InvalidField'],
    ['DeleteAttribute', 'AttributeNotFound', 'ItemNotFound'],
    ['ReKey', 'InvalidObjectType', 'PermissionDenied'],
    ['Activate', 'InvalidObjectType', 'IllegalOperation'],
  ] as const)('of %s: %s is in all of 1.x %s', (operation, reason, expected) => {
    for (const version of versions) expect(reasonIn(reason, version, operation)).toBe(expected)
  })
})

describe('A reason in 2.x', () => {
  it.each([
    ['AddAttribute', 'AttributeReadOnly', 'ReadOnlyAttribute'],
    ['ModifyAttribute', 'AttributeReadOnly', 'AttributeReadOnly'],
    ['Get', 'ObjectNotFound', 'ObjectNotFound'],
    ['Certify', 'ObjectNotFound', 'ItemNotFound'],
    ['Check', 'InvalidObjectType', 'IllegalObjectType'],
    ['Encrypt', 'UsageLimitExceeded', 'PermissionDenied'],
    ['Encrypt', 'UnsupportedCryptographicParameters', 'UnsupportedCryptographicParameters'],
    ['MAC', 'UnsupportedCryptographicParameters', 'FeatureNotSupported'],
    ['Hash', 'BadCryptographicParameters', 'InvalidField'],
    ['Sign', 'UsageLimitExceeded', 'PermissionDenied'],
    ['MAC', 'UsageLimitExceeded', 'UsageLimitExceeded'],
  ] as const)('of %s: %s is %s', (operation, reason, expected) => {
    for (const version of ['2.0', '2.1'] as const) expect(reasonIn(reason, version, operation)).toBe(expected)
  })
})

describe('An error', () => {
  const reported: unknown[] = []
  const report = (error: unknown) => `log-${reported.push(error)}`

  it.each([
    [new KmipError('ItemNotFound', 'There is no object 1'), {reason: 'ItemNotFound', message: 'There is no object 1'}],
    [
      new DecodeError('Name is missing', ['Attribute']),
      {reason: 'InvalidMessage', message: 'Name is missing in Attribute'},
    ],
    [new TtlvError('Length is 3'), {reason: 'InvalidMessage', message: 'Length is 3'}],
  ] as const)('that the peer may know is told as it is', (error, expected) => {
    const before = reported.length
    expect(toFailure(error, '1.4', report)).toEqual(expected)
    expect(reported).toHaveLength(before)
  })

  it('of any other kind is told as the identifier of a log line', () => {
    const error = new TypeError('SELECT password FROM /etc/secret')
    const failure = toFailure(error, '1.0', report)
    expect(failure).toEqual({reason: 'GeneralFailure', message: `Internal error (log log-${reported.length})`})
    expect(reported.at(-1)).toBe(error)
  })

  it('of a full store says so, and no more', () => {
    const failure = toFailure(new StorageError('FULL', 'disk full at /var/lib/x'), '1.4', report)
    expect(failure.message).toBe(`The server's storage is full (log log-${reported.length})`)
    expect(toFailure(new StorageError('CORRUPT', '/var/lib/x'), '1.4', report).message).not.toContain('/var/lib')
  })
})

describe('A handler that breaks', () => {
  it('costs its own item only, hides why, and leaves the server working', async () => {
    const broken = handler(Query, () => Promise.reject(new Error('stack and file names')))
    const t = await createTestEngine({engine: {handlers: {...handlers, Query: broken}}})
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const {batchItems} = await t.batch([entry(Query, {}), {operation: 'DiscoverVersions', payload: []}], {header})
    expect(batchItems?.[0]).toEqual({
      operation: 'Query',
      resultStatus: 'OperationFailed',
      resultReason: 'GeneralFailure' satisfies ResultReasonName,
      resultMessage: 'Internal error (log test)',
    })
    expect(batchItems?.[1]?.resultStatus).toBe('Success')
    expect(t.internalErrors).toEqual([new Error('stack and file names')])
  })

  it('is no different in a store that breaks', async () => {
    const t = await createTestEngine()
    t.engine.store.read = () => Promise.reject(new Error('connection string'))
    const {batchItems} = await t.batch([entry(Query, {})])
    expect(batchItems).toEqual([
      {resultStatus: 'OperationFailed', resultReason: 'GeneralFailure', resultMessage: 'Internal error (log test)'},
    ])
    expect(t.internalErrors).toHaveLength(1)
  })
})
