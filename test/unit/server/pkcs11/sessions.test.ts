import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {mechanisms} from '../../../../src/server/pkcs11/mechanisms/index.ts'
import {CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {pkcs11Client} from '../../../support/pkcs11-client.ts'
import {createTestEngine, identityOf} from '../../../support/test-engine.ts'

const serial = 0x4
const readWrite = 0x6

async function opened() {
  const tests = await createTestEngine()
  const client = await pkcs11Client(tests)
  const {session} = await client.call('C_OpenSession', {slotID: 1, flags: readWrite})
  return {tests, client, session}
}

describe('slots and the token', () => {
  it('are one, with the scope in it', async () => {
    const {client} = await opened()
    const all = {tokenPresent: true, slots: {wanted: true}}
    expect(await client.call('C_GetSlotList', all)).toEqual({slots: {length: 1, values: [1]}})
    const {info: slot} = await client.call('C_GetSlotInfo', {slotID: 1})
    expect(slot).toMatchObject({flags: 1, manufacturerID: 'kmipctl'})
    const {info} = await client.call('C_GetTokenInfo', {slotID: 1})
    expect(info).toMatchObject({label: 'one', flags: 0x549, sessionCount: 1, rwSessionCount: 1, maxPinLen: 0})
    expect(info.totalPublicMemory).toBe(2 ** 64)
    expect(Buffer.from(info.utcTime).toString()).toBe('2026010100000000')
    for (const name of ['C_GetSlotInfo', 'C_GetTokenInfo'] as const) {
      expect(await client.code(name, {slotID: 2})).toBe('SLOT_ID_INVALID')
    }
  })

  it('tell only how many there are to who has no room for them', async () => {
    const {client} = await opened()
    const list = (slots: {wanted: boolean; capacity?: number}) =>
      client.call('C_GetSlotList', {tokenPresent: false, slots})
    expect(await list({wanted: false})).toEqual({slots: {length: 1}})
    expect(await list({wanted: true, capacity: 8})).toEqual({slots: {length: 1, values: [1]}})
    const small = {tokenPresent: false, slots: {wanted: true, capacity: 0}}
    expect(await client.code('C_GetSlotList', small)).toBe('BUFFER_TOO_SMALL')
  })

  it('list mechanisms, and say what each of them does', async () => {
    const {client} = await opened()
    const {mechanisms: list} = await client.call('C_GetMechanismList', {slotID: 1, mechanisms: {wanted: true}})
    expect(list.values).toEqual(mechanisms.map(({name}) => CKM[name]))
    expect([...(list.values ?? [])]).toEqual([...new Set(list.values)].sort((a, b) => a - b))
    const {info} = await client.call('C_GetMechanismInfo', {slotID: 1, type: CKM.AES_CBC_PAD})
    expect(info).toEqual({minKeySize: 16, maxKeySize: 32, flags: 0x6_0300})
    const unknown = {slotID: 1, type: 0x8000_0001}
    expect(await client.code('C_GetMechanismInfo', unknown)).toBe('MECHANISM_INVALID')
  })
})

describe('a session', () => {
  it('is opened, tells of itself and is closed', async () => {
    const {client, session} = await opened()
    const {session: other} = await client.call('C_OpenSession', {slotID: 1, flags: serial})
    expect(other).not.toBe(session)
    const info = async (handle: number) => (await client.call('C_GetSessionInfo', {session: handle})).info
    expect(await info(session)).toEqual({slotID: 1, state: 2, flags: readWrite, deviceError: 0})
    expect(await info(other)).toEqual({slotID: 1, state: 0, flags: serial, deviceError: 0})
    await client.call('C_CloseSession', {session})
    expect(await client.code('C_GetSessionInfo', {session})).toBe('SESSION_HANDLE_INVALID')
    await client.call('C_CloseAllSessions', {slotID: 1})
    expect(await client.code('C_CloseSession', {session: other})).toBe('SESSION_HANDLE_INVALID')
  })

  it('is refused without the flag of serial sessions, in other slots, and as the 257th', async () => {
    const {client} = await opened()
    expect(await client.code('C_OpenSession', {slotID: 1, flags: 2})).toBe('SESSION_PARALLEL_NOT_SUPPORTED')
    expect(await client.code('C_OpenSession', {slotID: 0, flags: serial})).toBe('SLOT_ID_INVALID')
    for (let count = 2; count <= 256; count++) await client.call('C_OpenSession', {slotID: 1, flags: serial})
    expect(await client.code('C_OpenSession', {slotID: 1, flags: serial})).toBe('SESSION_COUNT')
  })

  it('logs a user in without a PIN, since there is none, and never with one', async () => {
    const {client, session} = await opened()
    const login = (userType: number, pin: string) => client.code('C_Login', {session, userType, pin: Buffer.from(pin)})
    expect(await login(1, '1234')).toBe('PIN_INCORRECT')
    expect(await login(0, '')).toBe('USER_TYPE_INVALID')
    expect(await client.code('C_Logout', {session})).toBe('USER_NOT_LOGGED_IN')
    expect(await login(1, '')).toBe('OK')
    expect((await client.call('C_GetSessionInfo', {session})).info.state).toBe(3)
    expect(await login(1, '')).toBe('USER_ALREADY_LOGGED_IN')
    await client.call('C_Logout', {session})
    expect((await client.call('C_GetSessionInfo', {session})).info.state).toBe(2)
  })
})

describe('a digest', () => {
  const data = Buffer.from('some data')
  const sha256 = createHash('sha256').update(data).digest()
  const wanted = {wanted: true}

  it('is made at once', async () => {
    const {client, session} = await opened()
    await client.call('C_DigestInit', {session, mechanism: {mechanism: CKM.SHA256}})
    const {digest} = await client.call('C_Digest', {session, data, digest: wanted})
    expect(Buffer.from(digest.values ?? [])).toEqual(sha256)
    expect(await client.code('C_Digest', {session, data, digest: wanted})).toBe('OPERATION_NOT_INITIALIZED')
  })

  it('is made of parts, and of none', async () => {
    const {client, session} = await opened()
    for (const parts of [[data.subarray(0, 4), data.subarray(4)], []]) {
      await client.call('C_DigestInit', {session, mechanism: {mechanism: CKM.SHA256}})
      for (const part of parts) await client.call('C_DigestUpdate', {session, part})
      const {digest} = await client.call('C_DigestFinal', {session, digest: wanted})
      expect(Buffer.from(digest.values ?? [])).toEqual(createHash('sha256').update(Buffer.concat(parts)).digest())
    }
  })

  it('goes on for a caller who asked for its length or had too little room', async () => {
    const {client, session} = await opened()
    await client.call('C_DigestInit', {session, mechanism: {mechanism: CKM.SHA256}})
    await client.call('C_DigestUpdate', {session, part: data})
    expect(await client.call('C_DigestFinal', {session, digest: {wanted: false}})).toEqual({digest: {length: 32}})
    const small = {session, digest: {wanted: true, capacity: 31}}
    expect(await client.code('C_DigestFinal', small)).toBe('BUFFER_TOO_SMALL')
    const {digest} = await client.call('C_DigestFinal', {session, digest: wanted})
    expect(Buffer.from(digest.values ?? [])).toEqual(sha256)
  })

  it('is one at a time, needs a mechanism that digests, and can be canceled', async () => {
    const {client, session} = await opened()
    const init = (mechanism: number) => client.code('C_DigestInit', {session, mechanism: {mechanism}})
    expect(await init(CKM.AES_CBC)).toBe('MECHANISM_INVALID')
    expect(await init(CKM.SHA3_512)).toBe('OK')
    expect(await init(CKM.SHA3_512)).toBe('OPERATION_ACTIVE')
    await client.call('C_SessionCancel', {session, flags: 0x400})
    expect(await init(CKM.SHA_1)).toBe('OK')
    await client.call('C_DigestUpdate', {session, part: data})
    expect(await client.code('C_Digest', {session, data, digest: wanted})).toBe('OPERATION_ACTIVE')
    expect(await client.code('C_DigestFinal', {session, digest: wanted})).toBe('OPERATION_NOT_INITIALIZED')
  })
})

describe('random numbers', () => {
  it('come in the length that was asked for', async () => {
    const {client, session} = await opened()
    const {random} = await client.call('C_GenerateRandom', {session, length: 48})
    expect(random).toHaveLength(48)
    expect(await client.code('C_GenerateRandom', {session, length: 2 ** 31})).toBe('ARGUMENTS_BAD')
    expect(await client.code('C_GenerateRandom', {session: 9, length: 8})).toBe('SESSION_HANDLE_INVALID')
    expect(await client.code('C_SeedRandom', {session, seed: Buffer.alloc(4)})).toBe('OK')
  })

  it('and digests are refused to roles without the operation of KMIP', async () => {
    const tests = await createTestEngine()
    const client = await pkcs11Client(tests, {identity: identityOf('one', ['PKCS_11'])})
    const {session} = await client.call('C_OpenSession', {slotID: 1, flags: readWrite})
    expect(await client.code('C_GenerateRandom', {session, length: 8})).toBe('FUNCTION_REJECTED')
    const mechanism = {mechanism: CKM.SHA256}
    expect(await client.code('C_DigestInit', {session, mechanism})).toBe('FUNCTION_REJECTED')
  })
})
