import {describe, expect, it} from 'vitest'
import {isReadable, readCase} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {caseText, create, enumeration, identifier, type MessageText} from '../../../../support/conformance-case.ts'

const read = (messages: readonly MessageText[], stem = 'OWN-1-14') => readCase(`/cases/${stem}.xml`, caseText(messages))

describe('readCase', () => {
  it('pairs each request with its response', () => {
    const file = read([...create(), ...create()])
    expect(file).toMatchObject({
      stem: 'OWN-1-14',
      family: 'OWN',
      number: 1,
      version: '1.4',
      path: '/cases/OWN-1-14.xml',
    })
    expect(isReadable(file) && file.exchanges.map(({from}) => from)).toEqual(['client', 'client'])
  })

  it('takes the version from the messages, not from the name', () => {
    expect(readCase('OWN-1-14.xml', caseText(create(), '2.1'))).toMatchObject({version: '2.1'})
  })

  it('keeps variables apart from values', () => {
    const file = read(create())
    const names = isReadable(file) ? [...file.variables.values()].map(({name}) => name) : []
    expect(names).toEqual(['$NOW', '$UNIQUE_IDENTIFIER_0'])
  })

  it('knows that Put and Notify come from the server', () => {
    const notify = [{operation: 'Notify', payload: identifier()}, {operation: 'Notify'}]
    const file = read([...create(), ...notify])
    expect(isReadable(file) && file.exchanges.map(({from}) => from)).toEqual(['client', 'server'])
  })

  it('knows by its name that a case is the server that asks', () => {
    const query = [{operation: 'Query', payload: enumeration('QueryFunction', 'QueryProfiles')}, {operation: 'Query'}]
    expect(read(query, 'OWN-S2C-1-14')).toMatchObject({exchanges: [{from: 'server'}]})
    expect(read(query, 'OWN-1-14')).toMatchObject({exchanges: [{from: 'client'}]})
  })

  it('says why a file holds no case', () => {
    const problem = (text: string) => {
      const file = readCase('x.xml', text)
      return isReadable(file) ? undefined : file.problem
    }
    expect(problem('<KMIP>')).toMatch(/^XML is not well-formed/)
    expect(problem('<KMIP/>')).toBe('File holds no message')
    expect(problem(caseText([create()[0]!]))).toBe('Message 2 is no response')
    expect(problem('<KMIP><ResponseMessage/></KMIP>')).toBe('Message 1 is no request')
    expect(problem(caseText([{operation: 'Telepathy'}, {operation: 'Telepathy'}]))).toMatch(/Telepathy.* at line 1/)
  })
})
