import {expect, it} from 'vitest'
import {createToken} from '../../../../src/administration/tokens.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import {withoutTokens} from '../../../../src/vault-api/http/without-tokens.ts'

it('nothing is left of a token in a text', async () => {
  const now = new Date()
  const store = new MemoryStore()
  const tokens = [await createToken(store, {now}), await createToken(store, {now})].map(({token}) => token)
  expect(withoutTokens(`/v1/auth/${tokens[0]}/x "${tokens[1]}"`)).toBe('/v1/auth/kmipctl.***/x "kmipctl.***"')
})

it('a text without one stays as it is', () => {
  expect(withoutTokens('/v1/kmip/scope/kmipctl')).toBe('/v1/kmip/scope/kmipctl')
})
