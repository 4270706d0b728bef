import {describe, expect, it} from 'vitest'
import type {ValuePlace} from '../../../../src/cli/completion/candidates.ts'
import {completedValues} from '../../../../src/cli/completion/values.ts'

const known = {profiles: async () => ['lab']}

async function words(place: Partial<ValuePlace>): Promise<readonly string[] | undefined> {
  const values = await completedValues(
    {kind: 'flag', command: 'op:create', name: 'x', helpValue: 'NAME', begun: '', ...place},
    known,
  )
  return values?.candidates.map(({word}) => word)
}

describe('values of flags', () => {
  it.each<[Partial<ValuePlace>, string]>([
    [{name: 'algorithm'}, 'AES'],
    [{name: 'usage', helpValue: 'LIST'}, 'wrap-key'],
    [{name: 'usage', helpValue: 'LIST', begun: 'encrypt,'}, 'encrypt,decrypt'],
    [{name: 'state'}, 'pre-active'],
    [{name: 'type', command: 'op:locate'}, 'symmetric-key'],
    [{name: 'reason'}, 'key-compromise'],
    [{name: 'method', command: 'op:derive-key'}, 'PBKDF2'],
    [{name: 'key-format-type'}, 'raw'],
    [{name: 'storage', helpValue: 'NAMES'}, 'archival-storage'],
    [{name: 'attribute', helpValue: 'NAME=VALUE'}, 'contact-information='],
    [{name: 'private-attribute', helpValue: 'NAME=VALUE'}, 'x.509-certificate-subject='],
    [{name: 'wrap-attribute'}, 'contact-information'],
    [{name: 'kmip-version'}, 'auto'],
    [{name: 'adjustment', command: 'op:adjust-attribute'}, 'negate'],
    [{name: 'compression'}, 'ec-public-key-type-uncompressed'],
    [{name: 'data-from'}, 'encrypt'],
    [{name: 'protection-storage', helpValue: 'LIST', begun: 'hardware,'}, 'hardware,on-system'],
    [{name: 'request-type', command: 'op:certify'}, 'PKCS#10'],
    [{name: 'operation', command: 'role:create'}, 'create-key-pair'],
    [{name: 'for', helpValue: 'CLIENT'}, 'vsphere'],
    [{name: 'profile'}, 'lab'],
  ])('are those of KMIP or the surroundings: %j', async (place, expected) => {
    expect(await words(place)).toContain(expected)
  })

  it('leave out what a list has already', async () => {
    expect(await words({name: 'usage', begun: 'encrypt,'})).not.toContain('encrypt,encrypt')
  })

  it.each<Partial<ValuePlace>>([
    {name: 'state', helpValue: 'FILE'},
    {name: 'activation-date', helpValue: 'DATE'},
    {name: 'group', helpValue: 'TEXT'},
  ])('are not known of %j', async (place) => {
    expect(await words(place)).toBeUndefined()
  })

  it('are no identifiers where nobody knows some', async () => {
    expect(await words({name: 'wrap-with', helpValue: 'ID'})).toEqual([])
    expect(await words({kind: 'argument', command: 'op:get', name: 'id', helpValue: ''})).toEqual([])
  })
})

describe('values of arguments', () => {
  it.each<[string, string, string]>([
    ['profile:use', 'name', 'lab'],
    ['op:modify-attribute', 'attribute', 'object-group='],
    ['op:delete-attribute', 'attribute', 'object-group'],
    ['op:get-attributes', 'name', 'object-group'],
    ['op:adjust-attribute', 'name', 'object-group'],
    ['op:interop', 'function', 'begin'],
    ['op:pkcs11', 'function', 'C_Initialize'],
    ['op:set-endpoint-role', 'role', 'client'],
    ['simulate:run', 'client', 'veeam'],
    ['describe', 'name', 'Locate'],
    ['cred:recipes', 'client', 'veeam'],
  ])('%s %s has %s', async (command, name, expected) => {
    expect(await words({kind: 'argument', command, name, helpValue: ''})).toContain(expected)
  })

  it('of scripts are files of YAML, of others any', async () => {
    const place = {kind: 'argument', name: 'file', helpValue: '', begun: ''} as const
    expect(await completedValues({...place, command: 'run'}, known)).toMatchObject({
      files: true,
      suffixes: ['.yaml', '.yml'],
    })
    expect(await completedValues({...place, command: 'send'}, known)).toBeUndefined()
    expect(await words({kind: 'argument', command: 'scope:show', name: 'name', helpValue: ''})).toEqual([])
  })
})
