import {describe, expect, expectTypeOf, it} from 'vitest'
import type {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../../src/kmip/objects/managed-object.ts'
import type {DataReference} from '../../../../src/kmip/operations/data-reference.ts'
import {operations, type DeclaredOperationName} from '../../../../src/kmip/operations/index.ts'
import type {IdentifierReference} from '../../../../src/kmip/schema/identifier.ts'
import type {RequestOf, ResponseOf} from '../../../../src/kmip/schema/operation.ts'
import type {EnumValue} from '../../../../src/kmip/spec/enumeration.ts'
import type {ObjectType, State} from '../../../../src/kmip/spec/enumerations.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'

const {Create, DeriveKey, Encrypt, Get, Locate, Ping, Register} = operations

describe('the types of payloads', () => {
  it('are exact for a request with optional parts only', () => {
    expectTypeOf<RequestOf<typeof Encrypt>>().toEqualTypeOf<{
      readonly uniqueIdentifier?: IdentifierReference | undefined
      readonly cryptographicParameters?: CryptographicParameters | undefined
      readonly data?: DataReference | undefined
      readonly ivCounterNonce?: Uint8Array | undefined
      readonly correlationValue?: Uint8Array | undefined
      readonly initIndicator?: boolean | undefined
      readonly finalIndicator?: boolean | undefined
      readonly authenticatedEncryptionAdditionalData?: Uint8Array | undefined
    }>()
  })

  it('tell required from optional members', () => {
    expectTypeOf<ResponseOf<typeof Create>>().toEqualTypeOf<{
      readonly objectType: EnumValue<typeof ObjectType>
      readonly uniqueIdentifier: string
      readonly attributes?: AttributeSet | undefined
    }>()
    expectTypeOf<ResponseOf<typeof Get>['object']>().toEqualTypeOf<ManagedObject>()
    expectTypeOf<RequestOf<typeof Register>['object']>().toEqualTypeOf<ManagedObject | undefined>()
  })

  it('have lists for repeated members', () => {
    expectTypeOf<ResponseOf<typeof Locate>['uniqueIdentifier']>().toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf<RequestOf<typeof DeriveKey>['uniqueIdentifier']>().toEqualTypeOf<
      readonly IdentifierReference[] | undefined
    >()
  })

  it('are empty where the specification has nothing', () => {
    expect(Object.keys(Ping.request.fields)).toEqual([])
  })

  it('refuse names of another enumeration', () => {
    expectTypeOf<'SymmetricKey'>().toExtend<RequestOf<typeof Create>['objectType']>()
    expectTypeOf<'PreActive'>().toExtend<EnumValue<typeof State>>()
    expectTypeOf<'PreActive'>().not.toExtend<RequestOf<typeof Create>['objectType']>()
  })

  it('name the declared operations', () => {
    expectTypeOf<'Encrypt'>().toExtend<DeclaredOperationName>()
    expectTypeOf<'CreateUser'>().not.toExtend<DeclaredOperationName>()
  })
})
