import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {generateAuthority} from '../../../src/administration/named-authorities.ts'
import {grantableOperations} from '../../../src/administration/operation-name.ts'
import {deleteRole, listRoles, showRole, updateRole} from '../../../src/administration/roles.ts'
import {createScope, deleteScope, listScopes} from '../../../src/administration/scopes.ts'
import {unknownRoleFields} from '../../../src/administration/vault-role-fields.ts'
import {vaultOperationFlags, vaultRole} from '../../../src/administration/vault-role.ts'
import {writeRole} from '../../../src/administration/write-role.ts'
import {UsageError} from '../../../src/errors.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../src/storage/store.ts'
import {insertObject, now} from './fixture.ts'

const name = {scope: 'finance', role: 'app'}
type Fields = Readonly<Record<string, unknown>>

async function storeWithScope(): Promise<Store> {
  const store = new MemoryStore()
  await createScope(store, 'finance', now)
  return store
}

/** The flags that Vault would read back after these writes. */
async function flagsAfter(...writes: readonly Fields[]): Promise<readonly string[]> {
  await using store = await storeWithScope()
  for (const fields of writes) await writeRole(store, {...name, fields, now})
  return Object.keys(vaultRole(await showRole(store, name))).filter((field) => field.startsWith('operation_'))
}

/** All flags that Vault's documentation and its Terraform provider have. */
const documented = `activate add_attribute create create_key_pair create_keypair decrypt delete_attribute destroy
  discover_versions encrypt get get_attribute_list get_attributes import locate mac mac_verify modify_attribute query
  register rekey rekey_key_pair rekey_keypair revoke rng_retrieve rng_seed sign signature_verify`
  .split(/\s+/)
  .map((operation) => `operation_${operation}`)

describe('Vault section 3: scopes', () => {
  it('are created with a name and nothing else, and listed by name', async () => {
    await using store = await storeWithScope()
    await createScope(store, 'archive', now)
    expect((await listScopes(store)).map((scope) => scope.name)).toEqual(['archive', 'finance'])
  })

  it('are not deleted while they hold objects, unless by force', async () => {
    await using store = await storeWithScope()
    await insertObject(store, 'finance', '1')
    await expect(deleteScope(store, 'finance', {force: false})).rejects.toMatchObject({code: 'NOT_EMPTY'})
    await deleteScope(store, 'finance', {force: true})
    expect(await listScopes(store)).toEqual([])
  })

  it('do not see the roles of each other', async () => {
    await using store = await storeWithScope()
    await createScope(store, 'archive', now)
    await writeRole(store, {...name, fields: {operation_all: true}, now})
    expect(await listRoles(store, 'archive')).toEqual([])
  })
})

describe('Vault section 4: a write of a role', () => {
  it('makes the role where there is none, which allows nothing until it is told to', async () => {
    expect(await flagsAfter({})).toEqual(['operation_none'])
    expect(await flagsAfter({operation_get: true})).toEqual(['operation_get'])
  })

  it.each(documented)('knows %s', async (flag) => {
    expect(await flagsAfter({[flag]: true})).toContain(flag)
  })

  it('knows every operation that a role can grant', async () => {
    const fields = Object.fromEntries(grantableOperations().map((one) => [vaultOperationFlags(one)[0] ?? '', true]))
    expect((await flagsAfter(fields)).length).toBeGreaterThanOrEqual(grantableOperations().length)
  })

  it.each([
    [{operation_all: true, operation_get: true}],
    [{operation_none: true, operation_get: true}],
    [{operation_all: true, operation_get: false}],
    [{operation_all: true, operation_none: true}],
  ])('is refused with a pseudo-operation beside others: %j', async (fields) => {
    await expect(flagsAfter(fields)).rejects.toThrow(
      'operation_all and operation_none cannot stand together with other operations',
    )
  })

  it('takes a pseudo-operation that is false for none', async () => {
    expect(await flagsAfter({operation_all: false, operation_none: false, operation_get: true})).toEqual([
      'operation_get',
    ])
    expect(await flagsAfter({operation_all: true, operation_none: false})).toEqual(['operation_all'])
  })

  it('puts a pseudo-operation in the place of what the role allowed', async () => {
    expect(await flagsAfter({operation_get: true}, {operation_all: true})).toEqual(['operation_all'])
    expect(await flagsAfter({operation_get: true}, {operation_none: true})).toEqual(['operation_none'])
  })

  it('puts ordinary operations in the place of a pseudo-operation', async () => {
    expect(await flagsAfter({operation_all: true}, {operation_get: true})).toEqual(['operation_get'])
    expect(await flagsAfter({operation_none: true}, {operation_get: true})).toEqual(['operation_get'])
    expect(await flagsAfter({operation_all: true}, {operation_all: false, operation_get: true})).toEqual([
      'operation_get',
    ])
  })

  it('merges ordinary operations with those there are, and takes away what is false', async () => {
    const before = {operation_get: true, operation_locate: true}
    expect(await flagsAfter(before, {operation_create: true})).toEqual([
      'operation_create',
      'operation_get',
      'operation_locate',
    ])
    expect(await flagsAfter(before, {operation_create: true, operation_get: false})).toEqual([
      'operation_create',
      'operation_locate',
    ])
    expect(await flagsAfter(before, {operation_get: false, operation_locate: false})).toEqual(['operation_none'])
  })

  it('leaves the operations alone when it mentions none', async () => {
    expect(await flagsAfter({operation_all: true}, {tls_client_ttl: 60})).toEqual(['operation_all'])
    expect(await flagsAfter({operation_get: true}, {tls_client_ttl: 60})).toEqual(['operation_get'])
  })

  it('ends operation_all that is written as false', async () => {
    expect(await flagsAfter({operation_all: true}, {operation_all: false})).toEqual(['operation_none'])
    expect(await flagsAfter({operation_get: true}, {operation_all: false})).toEqual(['operation_get'])
  })

  it('understands truth values as text', async () => {
    expect(await flagsAfter({operation_get: 'true', operation_locate: '1', operation_create: 'false'})).toEqual([
      'operation_get',
      'operation_locate',
    ])
  })

  it.each([
    [{operation_gett: true}, 'There is no operation "operation_gett"'],
    [{operation_get: 'yes'}, 'operation_get cannot be "yes"'],
    [{operation_get: null}, 'operation_get cannot be null'],
    [{operation_get: [true]}, 'operation_get cannot be [true]'],
    [{operation_create_keypair: true, operation_create_key_pair: false}, 'mean the same'],
    [{tls_client_key_type: 'dsa', tls_client_key_bits: 2048}, 'Unknown key type dsa'],
    [{tls_client_key_type: 7}, 'tls_client_key_type cannot be 7'],
    [{tls_client_key_type: 'rsa', tls_client_key_bits: 1024}, 'RSA keys of 1024 bits are not available'],
    [{tls_client_key_bits: 'many'}, 'tls_client_key_bits cannot be "many"'],
    [{tls_client_key_bits: -1}, 'tls_client_key_bits cannot be -1'],
    [{tls_client_ttl: 'soon'}, '"soon" is not a duration'],
    [{tls_client_ttl: -5}, 'tls_client_ttl cannot be -5'],
    [{tls_client_ttl: '1500ms'}, 'tls_client_ttl cannot be "1500ms"'],
    [{tls_client_ttl: {}}, 'tls_client_ttl cannot be {}'],
    [{tls_client_ttl: 5, tls_client_key_ttl: 6}, 'mean the same'],
    [{ca: 7}, 'ca cannot be 7'],
  ])('is refused with a sentence and changes nothing: %j', async (fields, message) => {
    await using store = await storeWithScope()
    await writeRole(store, {...name, fields: {operation_get: true}, now})
    const before = await showRole(store, name)
    await expect(writeRole(store, {...name, fields, now})).rejects.toThrow(message)
    expect(await showRole(store, name)).toEqual(before)
  })

  it('is refused for an unsuitable name and in a scope that is not there', async () => {
    await using store = await storeWithScope()
    await expect(writeRole(store, {...name, role: 'a b', fields: {}, now})).rejects.toMatchObject({code: 'USAGE'})
    await expect(writeRole(store, {...name, scope: 'x', fields: {}, now})).rejects.toMatchObject({code: 'NOT_FOUND'})
  })

  it('says which fields it does not know', () => {
    expect(unknownRoleFields({operation_get: true, tls_client_ttl: 1, ca: 'x', colour: 'red'})).toEqual(['colour'])
  })

  it('never fails with anything but a sentence, and grants a new role what is true and nothing else', async () => {
    await using store = await storeWithScope()
    const value = fc.oneof(fc.boolean(), fc.string(), fc.integer(), fc.constant(null), fc.constant('true'))
    const flag = fc.constantFrom(...documented, 'operation_none', 'tls_client_ttl')
    const isTrue = (one: unknown) => one === true || one === 1 || /^(1|t|true)$/i.test(String(one))
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.dictionary(flag, value), async (fields) => {
        const written = writeRole(store, {...name, role: `role-${count++}`, fields, now})
        const read = await written.then(vaultRole, (error: unknown) => error)
        if (read instanceof Error) {
          expect(read).toBeInstanceOf(UsageError)
          return
        }
        const squeezed = (text: string) => text.replaceAll('key_pair', 'keypair')
        const granted = Object.keys(fields).filter((one) => one.startsWith('operation_') && isTrue(fields[one]))
        const shown = Object.keys(Object(read)).filter((one) => one.startsWith('operation_'))
        const wanted = granted.length === 0 ? ['operation_none'] : granted
        expect(new Set(shown.map(squeezed))).toEqual(new Set(wanted.map(squeezed)))
      }),
    )
  })
})

describe('Vault section 4: the key and lifetime of a role', () => {
  const read = async (...writes: readonly Fields[]) => {
    await using store = await storeWithScope()
    for (const fields of writes) await writeRole(store, {...name, fields, now})
    return vaultRole(await showRole(store, name))
  }

  it('are read back as written, the lifetime in seconds under both of its names', async () => {
    const written = {tls_client_key_type: 'rsa', tls_client_key_bits: 4096, tls_client_ttl: '24h'}
    expect(await read({operation_all: true, ...written})).toEqual({
      operation_all: true,
      tls_client_key_type: 'rsa',
      tls_client_key_bits: 4096,
      tls_client_key_ttl: 86_400,
      tls_client_ttl: 86_400,
    })
    expect(await read({tls_client_key_bits: '384', tls_client_ttl: '600'})).toMatchObject({
      tls_client_key_bits: 384,
      tls_client_ttl: 600,
    })
  })

  it('are empty and zero where the configuration decides', async () => {
    expect(await read({operation_all: true})).toEqual({
      operation_all: true,
      tls_client_key_type: '',
      tls_client_key_bits: 0,
      tls_client_key_ttl: 0,
      tls_client_ttl: 0,
    })
  })

  it('go back to the configuration with an empty text and zeros, as a role that was read is written again', async () => {
    const own = {tls_client_key_type: 'rsa', tls_client_key_bits: 4096, tls_client_ttl: 60}
    const none = {tls_client_key_type: '', tls_client_key_bits: 0, tls_client_ttl: 0}
    expect(await read(own, none)).toMatchObject(none)
    expect(await read(own, {tls_client_key_type: '', tls_client_ttl: '0s'})).toMatchObject(none)
    const before = await read({operation_get: true, ...own})
    expect(await read({operation_get: true, ...own}, before)).toEqual(before)
  })

  it('stay when they are not mentioned, but a size only with its type', async () => {
    const own = {tls_client_key_type: 'rsa', tls_client_key_bits: 4096, tls_client_ttl: 60}
    expect(await read(own, {operation_get: true})).toMatchObject(own)
    expect(await read(own, {tls_client_key_type: 'ec'})).toMatchObject({tls_client_key_bits: 0, tls_client_ttl: 60})
  })
})

describe('Vault section 4: the ca of a role', () => {
  it('must be an authority that can issue', async () => {
    await using store = await storeWithScope()
    await generateAuthority(store, {name: 'corporate', keyType: 'ec', keyBits: 256, now})
    await expect(writeRole(store, {...name, fields: {ca: 'nobody'}, now})).rejects.toMatchObject({code: 'NOT_FOUND'})
    expect(await listRoles(store, 'finance')).toEqual([])
    const role = await writeRole(store, {...name, fields: {ca: 'corporate'}, now})
    expect(vaultRole(role)).toMatchObject({ca: 'corporate'})
    expect(vaultRole(await writeRole(store, {...name, fields: {ca: ''}, now}))).not.toHaveProperty('ca')
  })
})

describe('Vault section 4: roles', () => {
  it('show only the flags that are granted, with both spellings where there are two', async () => {
    expect(await flagsAfter({operation_create_key_pair: true, operation_rekey_keypair: true})).toEqual([
      'operation_create_key_pair',
      'operation_create_keypair',
      'operation_rekey_key_pair',
      'operation_rekey_keypair',
    ])
  })

  it('made in any way are read in the same form', async () => {
    await using store = await storeWithScope()
    await writeRole(store, {...name, fields: {}, now})
    await updateRole(store, {...name, operations: ['get', 'locate'], ttlSeconds: 60})
    expect(vaultRole(await showRole(store, name))).toMatchObject({operation_get: true, operation_locate: true})
  })

  it('are listed by name and deleted', async () => {
    await using store = await storeWithScope()
    for (const role of ['web', 'app']) await writeRole(store, {...name, role, fields: {}, now})
    expect((await listRoles(store, 'finance')).map((role) => role.name)).toEqual(['app', 'web'])
    await deleteRole(store, name)
    await expect(showRole(store, name)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })
})
