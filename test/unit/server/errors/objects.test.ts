import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Check} from '../../../../src/kmip/operations/check.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetUsageAllocation} from '../../../../src/kmip/operations/get-usage-allocation.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ObtainLease} from '../../../../src/kmip/operations/obtain-lease.ts'
import {Recover} from '../../../../src/kmip/operations/recover.ts'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {attributes, maskOf, repeated, utf8} from '../../../support/managed-objects.ts'
import {type TestEngine} from '../../../support/test-engine.ts'
import {
  on,
  nothing,
  key,
  active,
  ended,
  template,
  absentKey,
  id,
  superseded,
  addressing,
  describeRefusals,
  ever,
  type Refusal,
} from '../../../support/error-rows.ts'

const data = utf8('sixteen bytes ok')

describeRefusals({
  Locate: [
    [
      'an attribute does not exist',
      'InvalidField',
      (t) => t.reason(Locate, {attributes: attributes({}, {Favourite: 'blue'})}),
    ],
  ],
  Check: [
    ...addressing(Check, id),
    ['the object cannot be checked', 'IllegalOperation', on(Check, template, id)],
    [
      'the use is not allowed',
      ['PermissionDenied', 'IncompatibleCryptographicUsageMask'],
      on(Check, key(), (one) => ({...id(one), cryptographicUsageMask: maskOf('Sign')})),
    ],
  ],
  Get: [
    ...addressing(Get, id),
    [
      'the format cannot be had',
      ever('KeyFormatTypeNotSupported'),
      on(Get, key(), (one) => ({...id(one), keyFormatType: 'PKCS_1' as const})),
    ],
    [
      'only attributes are left of the object',
      ['IllegalOperation', 'ObjectDestroyed'],
      on(Get, ended('Destroyed'), id),
    ],
    ['the object is sensitive', ever('Sensitive'), on(Get, key({Sensitive: true}), id)],
    ['the object is not extractable', ever('NotExtractable'), on(Get, key({Extractable: false}), id)],
  ],
  'Obtain Lease': [
    ...addressing(ObtainLease, id),
    ['no lease is given', ['PermissionDenied', 'WrongKeyLifecycleState'], on(ObtainLease, ended('Deactivated'), id)],
  ],
  'Get Usage Allocation': [
    ...addressing(GetUsageAllocation, (one) => ({...id(one), usageLimitsCount: 1n})),
    ['the object has no limits', ['IllegalOperation', 'AttributeNotFound'], allocating(active())],
    [
      'the object protects nothing',
      ['IllegalOperation', 'InvalidObjectType'],
      allocating(active({CryptographicUsageMask: maskOf('Decrypt')})),
    ],
    [
      'less is left',
      ['PermissionDenied', 'UsageLimitExceeded'],
      allocating(active({UsageLimits: {usageLimitsTotal: 0n, usageLimitsUnit: 'Byte'}})),
    ],
    [
      'no amount is given',
      ever('InvalidMessage'),
      async (t) => (await t.batch([{operation: 'GetUsageAllocation', payload: []}])).batchItems?.[0]?.resultReason,
    ],
  ],
  Activate: [
    ...addressing(Activate, id),
    ['the object cannot be activated', 'IllegalOperation', on(Activate, template, id)],
    ['the object is not Pre-Active', ['PermissionDenied', 'WrongKeyLifecycleState'], on(Activate, active(), id)],
  ],
  Revoke: [
    ...addressing(Revoke, (one) => ({...id(one), revocationReason: superseded})),
    [
      'the reason is not known',
      ever('InvalidField'),
      on(Revoke, active(), (one) => ({...id(one), revocationReason: {revocationReasonCode: 0x80000001}})),
    ],
    [
      'the object cannot be revoked',
      'IllegalOperation',
      on(Revoke, template, (one) => ({...id(one), revocationReason: superseded})),
    ],
  ],
  Destroy: [
    ...addressing(Destroy, id),
    ['the object is destroyed already', ['PermissionDenied', 'ObjectDestroyed'], on(Destroy, ended('Destroyed'), id)],
    ['the object is Active', ['PermissionDenied', 'WrongKeyLifecycleState'], on(Destroy, active(), id)],
  ],
  Archive: addressing(Archive, id),
  Recover: [['there is no such object', ['ItemNotFound', 'ObjectNotFound'], on(Recover, nothing, id)]],
  Encrypt: [
    ...addressing(Encrypt, (one) => ({...id(one), data})),
    [
      'the key may not encrypt',
      ['PermissionDenied', 'WrongKeyLifecycleState'],
      on(Encrypt, ended('Deactivated'), (one) => ({...id(one), data})),
    ],
    ['the object is no key', 'PermissionDenied', on(Encrypt, template, (one) => ({...id(one), data}))],
    ['the key value is not here', ever('KeyValueNotPresent'), on(Encrypt, absentKey, (one) => ({...id(one), data}))],
    [
      'the correlation value is not known',
      ['ItemNotFound', 'InvalidCorrelationValue'],
      on(Encrypt, active(), (one) => ({...id(one), data, correlationValue: data})),
    ],
  ],
  Decrypt: [
    ...addressing(Decrypt, (one) => ({...id(one), data})),
    [
      'the key may not decrypt',
      ['PermissionDenied', 'WrongKeyLifecycleState'],
      on(Decrypt, key(), (one) => ({...id(one), data})),
    ],
    ['the key value is not here', ever('KeyValueNotPresent'), on(Decrypt, absentKey, (one) => ({...id(one), data}))],
    [
      'the data is not what such a key encrypted',
      ever('CryptographicFailure'),
      on(Decrypt, active(), (one) => ({
        ...id(one),
        data,
        ivCounterNonce: repeated(0, 16),
        cryptographicParameters: {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'} as const,
      })),
    ],
    [
      'the correlation value is not known',
      ['ItemNotFound', 'InvalidCorrelationValue'],
      on(Decrypt, active(), (one) => ({...id(one), data, correlationValue: data})),
    ],
  ],
})

function allocating(make: (t: TestEngine) => Promise<string>): Refusal {
  return on(GetUsageAllocation, make, (one) => ({...id(one), usageLimitsCount: 1n}))
}
