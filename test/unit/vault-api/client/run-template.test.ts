import {describe, expect, it} from 'vitest'
import {createRole, updateRole} from '../../../../src/administration/roles.ts'
import {createScope, listScopes} from '../../../../src/administration/scopes.ts'
import {Operation} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../../src/kmip/spec/vocabulary.ts'
import {answerDirectly} from '../../../../src/server/observation/answer-directly.ts'
import type {Exchange, ServerObserver} from '../../../../src/server/observation/observer.ts'
import {KmipError} from '../../../../src/kmip/error.ts'
import {child, ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {readXmlDocument} from '../../../../src/ttlv/xml-reader.ts'
import {runTemplate, type TemplateRun} from '../../../../src/vault-api/client/run-template.ts'
import {builtInTemplates} from '../../../../src/vault-api/templates/built-in.ts'
import {createTestEngine, start} from '../../../support/test-engine.ts'

const token = {accessor: 'accessor-1', displayName: 'tests'}

/** A store with the scope `finance`, its roles `admin` and `reader`, and the scope `elsewhere` with `admin`. */
async function service(observer?: ServerObserver) {
  const {engine} = await createTestEngine({engine: {observer}})
  const {store} = engine
  for (const scope of ['finance', 'elsewhere']) {
    await createScope(store, scope, start)
    await createRole(store, {scope, role: 'admin', operations: ['all'], now: start})
  }
  await createRole(store, {scope: 'finance', role: 'reader', operations: ['locate', 'get-attributes'], now: start})
  const run = (fields: Readonly<Record<string, unknown>>, more: Partial<TemplateRun> = {}) =>
    runTemplate(
      store,
      {scope: 'finance', role: 'admin', operations: undefined, fields, token, ...more},
      (identity, request) =>
        answerDirectly(engine, {identity, request, address: '127.0.0.1:50000', listener: 'vault-api'}),
    )
  return {store, run, on: (operations: string, fields = {}, more = {}) => run(fields, {operations, ...more})}
}

function itemsOf(response: string): readonly TtlvNode[] {
  const [message] = readXmlDocument(response, kmipVocabulary)
  return message?.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}

/** What became of each batch item, in the words of the XML. */
function results(response: string): readonly string[] {
  return itemsOf(response).map((item) => {
    const reason = child(item, Tag.ResultReason)
    const operation = child(item, Tag.Operation)
    const name = operation?.type === ItemType.Enumeration ? Operation.nameOf(operation.value) : 'nothing'
    return `${name} ${reason === undefined ? 'succeeds' : 'fails'}`
  })
}

function valueIn(response: string, name: string): string {
  return new RegExp(`<${name} type="\\w+" value="([^"]*)"`).exec(response)?.[1] ?? ''
}

const aes = {name: 'mykey', algorithm: 'AES', length: '256', usage_mask: 'Encrypt Decrypt'}
const cbc = {name: 'mykey', block_cipher_mode: 'CBC', padding_method: 'PKCS5', iv_counter_nonce: '00'.repeat(16)}

describe('Vault section 7: running templates', () => {
  it('makes a key by the operations of the path alone, then finds and uses it by name', async () => {
    const {on} = await service()
    expect(results((await on('create', aes)).response)).toEqual(['Create succeeds'])
    const encrypted = (await on('locate/encrypt', {...cbc, data: '001a2b34'})).response
    expect(results(encrypted)).toEqual(['Locate succeeds', 'Encrypt succeeds'])
    const decrypted = (await on('locate/decrypt', {...cbc, data: valueIn(encrypted, 'Data')})).response
    expect(valueIn(decrypted, 'Data')).toBe('001a2b34')
  })

  it('delivers keys as on a connection, in a message within KMIP', async () => {
    const {on} = await service()
    await on('create', aes)
    const {response} = await on('locate/get', {name: 'mykey'})
    expect(response).toMatch(/^<KMIP>\n<ResponseMessage>/)
    expect(valueIn(response, 'KeyMaterial')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('does what each of the built-in templates says', async () => {
    const values = {
      ...aes,
      ...cbc,
      attr_name: 'Comment',
      attr_type: 'TextString',
      attr_value: 'by a template',
      revocation_reason_code: 'Unspecified',
    }
    const data = {locate_decrypt: '00'.repeat(16), locate_encrypt: '00'} as Readonly<Record<string, string>>
    const rejected: string[] = []
    for (const {name, operations} of builtInTemplates) {
      const {run, on} = await service()
      const created = (await on('create', values)).response
      const params: Record<string, string> = {...values, unique_identifier: valueIn(created, 'UniqueIdentifier')}
      if (data[name] !== undefined) params['data'] = data[name]
      if (name === 'locate_decrypt') {
        params['data'] = valueIn((await on('locate/encrypt', {...cbc, data: '00'})).response, 'Data')
      }
      if (name.endsWith('modifyattribute')) await on('addattribute', {...params, attr_value: 'before'})
      if (name === 'destroy') await on('revoke', params)
      const {response} = await run({template: name, params}, {operations: operations.join('/')})
      rejected.push(
        ...results(response)
          .filter((result) => !result.endsWith('succeeds'))
          .map((one) => `${name}: ${one}`),
      )
    }
    expect(rejected).toEqual([])
  })

  it('runs XML of the user with parameters of the user', async () => {
    const {run, on} = await service()
    await on('create', {...aes, name: 'kek'})
    const template = builtInTemplates
      .find(({name}) => name === 'locate_by_name')
      ?.text.replace('PARAMETER_name', 'PARAMETER_altname')
    const found = await run({template, params: {altname: 'kek'}}, {operations: 'locate'})
    expect(valueIn(found.response, 'UniqueIdentifier')).not.toBe('')
    const other = await run({template, params: {altname: 'none'}}, {operations: 'locate'})
    expect(valueIn(other.response, 'UniqueIdentifier')).toBe('')
  })

  it('takes quotation marks, tags and holes in a value for what they are', async () => {
    const {on} = await service()
    const name = `"/><x> & 'PARAMETER_length' é`
    await on('create', {...aes, name})
    expect(results((await on('locate/get', {name})).response)).toEqual(['Locate succeeds', 'Get succeeds'])
    const {response} = await on('locate/getattributes', {name, attr_name: 'Name'})
    expect(response).toContain(`value="&quot;/&gt;&lt;x&gt; &amp; 'PARAMETER_length' é"`)
  })

  it('tells of parameters that the template has no place for', async () => {
    const {on} = await service()
    expect((await on('create', {...aes, params: {color: 'red'}})).unused).toEqual(['color'])
  })
})

describe('Vault section 7: who may run what', () => {
  it('asks the role about every batch item, at the moment of the request', async () => {
    const {store, on} = await service()
    await on('create', aes)
    const asReader = () => on('locate/get', {name: 'mykey'}, {role: 'reader'})
    expect(results((await asReader()).response)).toEqual(['Locate succeeds', 'Get fails'])
    expect((await asReader()).response).toContain('PermissionDenied')
    await updateRole(store, {scope: 'finance', role: 'reader', operations: ['locate', 'get']})
    expect(results((await asReader()).response)).toEqual(['Locate succeeds', 'Get succeeds'])
  })

  it('does not find the objects of another scope', async () => {
    const {on} = await service()
    await on('create', aes)
    const {response} = await on('locate', {name: 'mykey'}, {scope: 'elsewhere'})
    expect(valueIn(response, 'UniqueIdentifier')).toBe('')
  })

  it.each([
    ['a role that there is not', {role: 'nobody'}, 'Scope finance has no role nobody'],
    ['a scope that there is not', {scope: 'nowhere'}, 'Scope nowhere does not exist'],
  ])('refuses %s', async (_, more, message) => {
    const {on} = await service()
    await expect(on('locate', {}, more)).rejects.toThrow(message)
  })
})

describe('Vault section 7: what is refused before anything is run', () => {
  const locate = builtInTemplates.find(({name}) => name === 'locate')?.text ?? ''

  it.each([
    ['no template and no operations', {}, undefined, 'The request says neither a template nor operations'],
    ['a template that there is not', {template: 'nonsense'}, 'locate', 'There is no template "nonsense"'],
    ['operations that no template does', {}, 'rekey', 'No built-in template does rekey'],
    [
      'a missing parameter',
      {template: 'create', algorithm: 'AES', length: '256'},
      'create',
      'The template needs the parameters name, usage_mask',
    ],
    ['one missing parameter', {}, 'locate/get', 'The template needs the parameter name'],
    [
      'too few operations',
      {template: 'locate_get', name: 'x'},
      'locate',
      'The path names locate, the template has locate/get',
    ],
    [
      'too many operations',
      {template: locate},
      'locate/destroy',
      'The path names locate/destroy, the template has locate',
    ],
    ['other operations', {template: locate}, 'get', 'The path names get, the template has locate'],
    [
      'another order',
      {template: 'locate_get', name: 'x'},
      'get/locate',
      'The path names get/locate, the template has locate/get',
    ],
    [
      'no operations beside a template',
      {template: locate},
      undefined,
      'The path names no operation, the template has locate',
    ],
    ['params that are none', {params: 5}, 'locate', 'params is no object of names and values'],
    ['params that are no JSON', {params: '{"a"'}, 'locate', 'params is no object of names and values'],
    ['a parameter that is no text', {params: {name: {}}}, 'locate', 'The parameter name is no text'],
    [
      'two values of a parameter',
      {name: 'a', params: {name: 'b'}},
      'locate',
      'The parameter name has one value in params and another one beside it',
    ],
    [
      'XML that is not well-formed',
      {template: '<KMIP><'},
      'locate',
      'The template with its parameters is no KMIP message',
    ],
    [
      'an XML entity',
      {template: '<!DOCTYPE x [<!ENTITY a "b">]><KMIP/>'},
      'locate',
      'The template with its parameters is no KMIP message',
    ],
    ['XML that is no request', {template: '<ResponseMessage/>'}, 'locate', 'A template is one RequestMessage'],
    [
      'two messages',
      {template: `<KMIP>${'<RequestMessage/>'.repeat(2)}</KMIP>`},
      'locate',
      'A template is one RequestMessage',
    ],
    [
      'a character that XML cannot carry',
      {name: 'a\u0001'},
      'locate',
      'The template with its parameters is no KMIP message',
    ],
    [
      'an asynchronous request',
      {template: locate.replace('<BatchCount', '<AsynchronousIndicator type="Boolean" value="true"/><BatchCount')},
      'locate',
      'The answer comes at once',
    ],
  ])('refuses %s', async (_, fields, operations, message) => {
    const {run} = await service()
    await expect(run(fields, {operations})).rejects.toThrow(message)
  })

  it('shows a value that cannot be read to the client and neither to the log nor to the audit', async () => {
    const {on} = await service()
    const refusal = on('create', {...aes, usage_mask: 'Undercover'})
    await expect(refusal).rejects.toMatchObject({
      status: 400,
      message: 'The template with its parameters is no KMIP message',
      errors: [expect.stringContaining('Undercover')],
    })
  })
})

describe('Vault section 7: what observers learn', () => {
  it('tells them of the message as of one on a connection', async () => {
    const seen: Exchange[] = []
    const {on} = await service({exchangeDone: (exchange) => void seen.push(exchange)})
    await on('locate', {name: 'x'})
    expect(seen).toMatchObject([
      {
        peer: {address: '127.0.0.1:50000', listener: 'vault-api'},
        sender: {scopeName: 'finance', roleName: 'admin', serialNumber: 'token accessor-1', commonName: 'tests'},
      },
    ])
  })

  it('runs nothing that they refuse', async () => {
    const refuse = () => {
      throw new KmipError('GeneralFailure', 'The audit cannot be written')
    }
    const {store, on} = await service({requestReceived: refuse})
    expect((await on('create', aes)).response).toContain('The audit cannot be written')
    expect((await listScopes(store)).map(({objects}) => objects)).not.toContain(1)
  })

  it('withholds an answer that they could not note', async () => {
    const {on} = await service({exchangeDone: () => Promise.reject(new KmipError('GeneralFailure', 'No audit'))})
    const {response} = await on('create', aes)
    expect(response).toContain('No audit')
    expect(valueIn(response, 'UniqueIdentifier')).toBe('')
  })
})
