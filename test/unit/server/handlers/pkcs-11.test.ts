import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {PKCS_11} from '../../../../src/kmip/operations/pkcs-11.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {encodeParameters} from '../../../../src/server/pkcs11/codec/wire-type.ts'
import {signatures} from '../../../../src/server/pkcs11/signatures/index.ts'
import {CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {attributes, pkcs11Client, pkcs11Session, told} from '../../../support/pkcs11-client.ts'
import {answerOf, at, createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'

const version = '2.1'
const initialize = {pkcs11Function: 'C_Initialize', pkcs11InputParameters: Buffer.of(1)} as const

describeRoles(PKCS_11, initialize, {version})

describe('PKCS#11', () => {
  it('gives a Correlation Value to C_Initialize, tells of itself and ends with C_Finalize', async () => {
    const tests = await createTestEngine()
    const begun = await tests.call(PKCS_11, initialize, {version})
    expect(begun).toEqual({
      pkcs11Function: 'C_Initialize',
      correlationValue: expect.any(Uint8Array),
      pkcs11ReturnCode: 'OK',
    })
    const {correlationValue} = begun
    const told = await tests.call(PKCS_11, {pkcs11Function: 'C_GetInfo', correlationValue}, {version})
    expect(told).toMatchObject({pkcs11Function: 'C_GetInfo', pkcs11ReturnCode: 'OK'})
    const output = Buffer.from(told.pkcs11OutputParameters ?? [])
    expect(output).toHaveLength(76)
    expect(output.toString('hex', 0, 2)).toBe('0300')
    expect(output.toString('utf8', 2, 34)).toBe('kmipctl'.padEnd(32))
    expect(await tests.call(PKCS_11, {pkcs11Function: 'C_Finalize', correlationValue}, {version})).toEqual({
      pkcs11Function: 'C_Finalize',
      pkcs11ReturnCode: 'OK',
    })
    expect(await tests.reason(PKCS_11, {pkcs11Function: 'C_GetInfo', correlationValue}, {version})).toBe(
      'InvalidAsynchronousCorrelationValue',
    )
  })

  it('returns CKR_CRYPTOKI_NOT_INITIALIZED without a Correlation Value, and ALREADY_INITIALIZED with one', async () => {
    const tests = await createTestEngine()
    const {pkcs11ReturnCode} = await tests.call(PKCS_11, {pkcs11Function: 'C_GetInfo'}, {version})
    expect(pkcs11ReturnCode).toBe('CRYPTOKI_NOT_INITIALIZED')
    const client = await pkcs11Client(tests)
    expect(await client.code('C_Initialize', {encodingVersion: 1})).toBe('CRYPTOKI_ALREADY_INITIALIZED')
  })

  it('belongs to the credential that called C_Initialize', async () => {
    const tests = await createTestEngine()
    const {correlationValue} = await pkcs11Client(tests)
    const request = {pkcs11Function: 'C_GetInfo', correlationValue} as const
    const others = [{...tests.identity, serialNumber: '2'}, identityOf('two')]
    for (const identity of others) {
      expect(await tests.reason(PKCS_11, request, {version, identity})).toBe('InvalidAsynchronousCorrelationValue')
    }
    expect((await tests.call(PKCS_11, request, {version})).pkcs11ReturnCode).toBe('OK')
  })

  it('goes on at any server of the store', async () => {
    const tests = await createTestEngine()
    const {client, session} = await pkcs11Session(tests)
    const mechanism = {mechanism: CKM.SHA256}
    await client.call('C_DigestInit', {session, mechanism})
    await client.call('C_DigestUpdate', {session, part: Buffer.from('some ')})
    const other = await createTestEngine({engine: {store: tests.engine.store}})
    const request = {
      pkcs11Function: 'C_DigestUpdate',
      correlationValue: client.correlationValue,
      pkcs11InputParameters: encodeParameters(signatures.C_DigestUpdate.input, {session, part: Buffer.from('data')}),
    } as const
    expect((await other.call(PKCS_11, request, {version})).pkcs11ReturnCode).toBe('OK')
    const {digest} = await client.call('C_DigestFinal', {session, digest: {wanted: true}})
    expect(Buffer.from(digest.values ?? [])).toEqual(createHash('sha256').update('some data').digest())
  })

  it('leaves nothing behind of what a function refuses, in a batch too', async () => {
    const tests = await createTestEngine()
    const {client, session} = await pkcs11Session(tests)
    const template = attributes({TOKEN: true, LABEL: 'kept', VALUE_LEN: 16})
    const {key: object} = await client.call('C_GenerateKey', {
      session,
      mechanism: {mechanism: CKM.AES_KEY_GEN},
      template,
    })
    const call = {
      pkcs11Function: 'C_SetAttributeValue',
      correlationValue: client.correlationValue,
      pkcs11InputParameters: encodeParameters(signatures.C_SetAttributeValue.input, {
        session,
        object,
        template: attributes({LABEL: 'lost', VALUE_LEN: 32}),
      }),
    } as const
    const answer = await tests.batch([entry(PKCS_11, call, version), entry(Query, {}, version)], {version})
    const [first, second] = answer.batchItems ?? []
    expect(answerOf(PKCS_11, first).pkcs11ReturnCode).toBe('ATTRIBUTE_READ_ONLY')
    expect(second?.resultStatus).toBe('Success')
    expect(await told(client, session, object, 'LABEL')).toEqual(['kept'])
  })

  it('is forgotten a day after the last call, not after the first', async () => {
    const tests = await createTestEngine()
    const {correlationValue} = await pkcs11Client(tests)
    const request = {pkcs11Function: 'C_GetInfo', correlationValue} as const
    for (const hours of [23, 46]) {
      tests.setNow(at(hours * 3600))
      expect((await tests.call(PKCS_11, request, {version})).pkcs11ReturnCode).toBe('OK')
    }
    tests.setNow(at(72 * 3600))
    expect(await tests.reason(PKCS_11, request, {version})).toBe('InvalidAsynchronousCorrelationValue')
  })

  it('takes the interface of PKCS#11 3.0 and no other', async () => {
    const tests = await createTestEngine()
    const named = await tests.call(PKCS_11, {...initialize, pkcs11Interface: 'PKCS 11'}, {version})
    expect(named.pkcs11Interface).toBe('PKCS 11')
    expect(await tests.reason(PKCS_11, {...initialize, pkcs11Interface: 'Vendor X'}, {version})).toBe(
      'PKCS_11InvalidInterface',
    )
  })

  it('refuses functions that are in no interface of its own', async () => {
    const tests = await createTestEngine()
    for (const pkcs11Function of [{vendorFunction: 7}, 0x80000001]) {
      expect(await tests.reason(PKCS_11, {pkcs11Function}, {version})).toBe('PKCS_11InvalidFunction')
    }
  })

  it('returns CKR_FUNCTION_NOT_SUPPORTED for functions that it does not have', async () => {
    const tests = await createTestEngine()
    const {correlationValue} = await pkcs11Client(tests)
    for (const pkcs11Function of ['C_GetFunctionList', 'C_WaitForSlotEvent', 'C_SignRecover'] as const) {
      const answer = await tests.call(PKCS_11, {pkcs11Function, correlationValue}, {version})
      expect(answer.pkcs11ReturnCode).toBe('FUNCTION_NOT_SUPPORTED')
    }
  })

  it('refuses parameters that cannot be decoded with PKCS#11 Codec Error', async () => {
    const tests = await createTestEngine()
    const {correlationValue} = await pkcs11Client(tests)
    const wrong = [
      {pkcs11Function: 'C_Initialize'},
      {pkcs11Function: 'C_Initialize', pkcs11InputParameters: Buffer.of(2)},
      {pkcs11Function: 'C_Initialize', pkcs11InputParameters: Buffer.of(1, 1)},
      {pkcs11Function: 'C_GetInfo', pkcs11InputParameters: Buffer.of(1), correlationValue},
    ] as const
    for (const request of wrong) expect(await tests.reason(PKCS_11, request, {version})).toBe('PKCS_11CodecError')
  })
})
