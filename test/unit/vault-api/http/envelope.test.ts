import {expect, it} from 'vitest'
import {envelope} from '../../../../src/vault-api/http/envelope.ts'

const empty = {
  lease_id: '',
  renewable: false,
  lease_duration: 0,
  data: {},
  wrap_info: null,
  warnings: null,
  auth: null,
  mount_type: '',
}

it('has every member that clients of Vault expect', () => {
  const {request_id: id, ...rest} = envelope({})
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(rest).toEqual(empty)
})

it('holds data and warnings', () => {
  expect(envelope({data: {keys: ['a']}, warnings: ['w']})).toMatchObject({data: {keys: ['a']}, warnings: ['w']})
})

it('of a token that was made has no data', () => {
  expect(envelope({auth: {client_token: 't'}})).toMatchObject({data: null, auth: {client_token: 't'}})
})

it('takes what stands beside the data', () => {
  expect(envelope({data: {a: 1}, body: {a: 1}})).toMatchObject({a: 1, data: {a: 1}})
})
