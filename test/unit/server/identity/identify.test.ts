import {describe, expect, it} from 'vitest'
import {createIdentify, isRefused, type Identification} from '../../../../src/server/identity/identify.ts'
import {describeIdentity} from '../../../../src/server/identity/identity.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import type {CredentialRecord, RoleRecord} from '../../../../src/storage/store.ts'

const role: RoleRecord = {
  id: 'r1',
  scopeId: 's1',
  name: 'app',
  grant: 'some',
  operations: ['Get', 'Locate'],
  keyType: undefined,
  keyBits: undefined,
  ttlSeconds: undefined,
  authority: undefined,
  receive: ['put'],
  messageCredentials: [],
  createdAt: 0,
}

const credential: CredentialRecord = {
  serialNumber: '42',
  fingerprint: 'f1',
  scopeId: 's1',
  roleId: 'r1',
  certificatePem: 'pem',
  notBefore: 0,
  notAfter: 10_000,
  createdAt: 0,
  revokedAt: undefined,
  authority: 'issuing',
  labels: {},
}

/** A store with a credential, what asks it, and how often it was read. */
async function arrange(changes: {role?: Partial<RoleRecord>; credential?: Partial<CredentialRecord>} = {}) {
  const store = new MemoryStore()
  await store.transaction(async ({administration}) => {
    await administration.insertScope({id: 's1', name: 'finance', createdAt: 0})
    await administration.insertRole({...role, ...changes.role})
    await administration.insertCredential({...credential, ...changes.credential})
  })
  let reads = 0
  const read: MemoryStore['read'] = store.read.bind(store)
  store.read = (work) => {
    reads += 1
    return read(work)
  }
  return {store, identify: createIdentify(store), reads: () => reads}
}

function refusalOf(identification: Identification): string | undefined {
  return isRefused(identification) ? identification.refused : undefined
}

describe('The identity of a certificate', () => {
  it('is the scope and the role of its credential', async () => {
    const {identify} = await arrange()
    const identity = await identify({fingerprint: 'f1'}, 0)
    if (isRefused(identity)) throw new Error(identity.refused)
    expect(identity).toMatchObject({scopeId: 's1', scopeName: 'finance', roleName: 'app', serialNumber: '42'})
    expect(describeIdentity(identity)).toBe('role app of scope finance')
  })

  it.each([
    ['some', ['Get', 'Locate'], true, false],
    ['some', [], false, false],
    ['all', [], true, true],
    ['none', ['Get'], false, false],
  ] as const)('with a grant of %s operations %j', async (grant, operations, mayGet, mayDestroy) => {
    const {identify} = await arrange({role: {grant, operations}})
    const identity = await identify({fingerprint: 'f1'}, 0)
    if (isRefused(identity)) throw new Error(identity.refused)
    expect([identity.allows('Get'), identity.allows('Destroy')]).toEqual([mayGet, mayDestroy])
  })

  it('is refused to a certificate that belongs to no credential', async () => {
    const {identify} = await arrange()
    expect(refusalOf(await identify({fingerprint: 'f2'}, 0))).toBe('the client certificate belongs to no credential')
  })

  it('is refused once the credential has expired, also when it was remembered', async () => {
    const {identify} = await arrange()
    expect(refusalOf(await identify({fingerprint: 'f1'}, 10_000))).toBeUndefined()
    expect(refusalOf(await identify({fingerprint: 'f1'}, 10_001))).toBe('the client certificate has expired')
  })

  it('is refused from the moment of a revocation on', async () => {
    const {store, identify} = await arrange()
    expect(refusalOf(await identify({fingerprint: 'f1'}, 0))).toBeUndefined()
    await store.transaction(({administration}) => administration.updateCredential({...credential, revokedAt: 5}))
    expect(refusalOf(await identify({fingerprint: 'f1'}, 0))).toBe('credential 42 is revoked')
  })

  it('is refused once its role is gone', async () => {
    const {store, identify} = await arrange()
    await identify({fingerprint: 'f1'}, 0)
    await store.transaction(({administration}) => administration.deleteRole('r1'))
    expect(refusalOf(await identify({fingerprint: 'f1'}, 0))).toBe('the client certificate belongs to no credential')
  })

  it('has the operations of the role as it is now', async () => {
    const {store, identify} = await arrange()
    await identify({fingerprint: 'f1'}, 0)
    await store.transaction(({administration}) => administration.updateRole({...role, operations: ['Destroy']}))
    const identity = await identify({fingerprint: 'f1'}, 0)
    if (isRefused(identity)) throw new Error(identity.refused)
    expect([identity.allows('Get'), identity.allows('Destroy')]).toEqual([false, true])
  })

  it('is not remembered beside too many others', async () => {
    const {store, reads} = await arrange()
    const identify = createIdentify(store, 2)
    for (const fingerprint of ['f1', 'f2', 'f1', 'f2']) await identify({fingerprint}, 0)
    expect(reads()).toBe(2)
    for (const fingerprint of ['f3', 'f1']) await identify({fingerprint}, 0)
    expect(reads()).toBe(4)
  })

  it('is looked up once until something administrative changes', async () => {
    const {store, identify, reads} = await arrange()
    await Promise.all([identify({fingerprint: 'f1'}, 0), identify({fingerprint: 'f2'}, 0)])
    await identify({fingerprint: 'f1'}, 0)
    await identify({fingerprint: 'f2'}, 0)
    expect(reads()).toBe(2)
    await store.transaction(({administration}) => administration.putSetting('a', 'b'))
    await identify({fingerprint: 'f1'}, 0)
    expect(reads()).toBe(3)
  })
})
