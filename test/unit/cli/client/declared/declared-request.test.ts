import {describe, expect, it} from 'vitest'
import {declaredRequest} from '../../../../../src/cli/client/declared/declared-request.ts'
import {DelegatedLogin} from '../../../../../src/kmip/operations/delegated-login.ts'
import {Encrypt} from '../../../../../src/kmip/operations/encrypt.ts'
import {operations} from '../../../../../src/kmip/operations/index.ts'
import {Locate} from '../../../../../src/kmip/operations/locate.ts'
import type {Operation} from '../../../../../src/kmip/schema/operation.ts'

type Name = keyof typeof operations

function flagOf(operation: Name, name: string): object | undefined {
  const declared: Operation = operations[operation]
  return declaredRequest(declared).flags[name]
}

describe('the flags of a declaration', () => {
  it('are named after the members, in their order', () => {
    expect(Object.keys(declaredRequest(Encrypt).flags)).toEqual([
      'unique-identifier',
      'cryptographic-parameters',
      'data',
      'iv-counter-nonce',
      'correlation-value',
      'init-indicator',
      'final-indicator',
      'authenticated-encryption-additional-data',
    ])
  })

  it.each<[Name, string, object]>([
    [
      'Query',
      'query-function',
      {
        summary: expect.stringMatching(/^Query function: such as .*; repeat it for several$/),
        helpValue: 'NAME',
        multiple: true,
        required: false,
      },
    ],
    ['Query', 'object-groups', {summary: 'Object groups: {Object Group} (KMIP 2.1)', helpValue: 'YAML'}],
    ['Encrypt', 'init-indicator', {type: 'boolean', summary: 'Init indicator (KMIP 1.3)'}],
    [
      'Encrypt',
      'iv-counter-nonce',
      {helpValue: 'BYTES', summary: expect.stringContaining('hexadecimal, text:… or @FILE')},
    ],
    ['DelegatedLogin', 'lease-time', {helpValue: 'DURATION'}],
    ['DelegatedLogin', 'rights', {helpValue: 'YAML', required: true, summary: 'Rights: {Right}'}],
    ['Locate', 'storage-status-mask', {helpValue: 'LIST'}],
    ['CreateKeyPair', 'common-attributes', {helpValue: 'NAME=VALUE', multiple: true}],
    ['GetAttributes', 'attribute-name', {helpValue: 'NAME', multiple: true}],
  ])('say of %s what %s takes', (operation, name, expected) => {
    expect(flagOf(operation, name)).toMatchObject(expected)
  })

  it('are words of a command line, with a summary, for every operation there is', () => {
    const flags = Object.values<Operation>(operations).flatMap((operation) =>
      Object.entries(declaredRequest(operation).flags),
    )
    expect(flags.length).toBeGreaterThan(100)
    for (const [name, {summary = ''}] of flags) {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
      expect(summary).toMatch(/^[A-Z].*[^.:]$/)
    }
  })
})

describe('the request of flags', () => {
  it('has the types of the declaration, whatever the kind of the value', async () => {
    const request = await declaredRequest(Locate).read({
      'maximum-items': '5',
      'storage-status-mask': 'on-line',
      'object-group-member': 'group-member-fresh',
      attributes: ['Object Group=a', 'object-group=b', 'x-count(integer)=5', 'Name={Name Value: n, Name Type: URI}'],
      trace: true,
    })
    expect(request).toMatchObject({maximumItems: 5, storageStatusMask: 1, objectGroupMember: 'GroupMemberFresh'})
    const {attributes} = request
    expect(attributes?.all('ObjectGroup')).toEqual(['a', 'b'])
    expect(attributes?.get('Name')).toEqual({nameValue: 'n', nameType: 'URI'})
    expect(attributes?.get('x:count')).toMatchObject({value: 5})
  })

  it('reads bytes, structures in their short form and booleans', async () => {
    const request = await declaredRequest(Encrypt).read({
      'iv-counter-nonce': 'text:ab',
      'correlation-value': '01ff',
      'cryptographic-parameters': 'CBC/PKCS5',
      'init-indicator': true,
      'final-indicator': false,
    })
    expect(request).toEqual({
      ivCounterNonce: new Uint8Array(Buffer.from('ab')),
      correlationValue: Uint8Array.of(1, 255),
      cryptographicParameters: {blockCipherMode: 'CBC', paddingMethod: 'PKCS5'},
      initIndicator: true,
    })
  })

  it('names the flag that is wrong, or the argument', async () => {
    const login = declaredRequest(DelegatedLogin, {rights: '--right', requestCount: {flag: 'requests'}})
    const read = (values: object, rights: object = {}) => login.read({...values}, {rights: {...rights}})
    await expect(read({requests: 'x'})).rejects.toThrow('--requests takes a whole number')
    await expect(read({'lease-time': 'x'})).rejects.toThrow('--lease-time')
    await expect(read({'usage-limits': '{Total: 1}'})).rejects.toThrow('--usage-limits has "Total"')
    await expect(read({}, {Right: 'x'})).rejects.toThrow('--right, Right takes a mapping')
    await expect(login.read({})).rejects.toMatchObject({exitCode: 2})
  })
})
