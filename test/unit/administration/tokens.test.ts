import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {createScope, deleteScope} from '../../../src/administration/scopes.ts'
import {authenticateToken, createToken, listTokens, revokeToken} from '../../../src/administration/tokens.ts'
import {now, storeWithRole} from './fixture.ts'

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('a token', () => {
  it('is known by itself, and the store keeps its hash alone', async () => {
    const store = await storeWithRole()
    const {token, description} = await createToken(store, {displayName: 'terraform', now})
    expect(await authenticateToken(store, token, later(1))).toEqual(description)
    const records = await store.read(({administration}) => administration.tokens())
    expect(records).toMatchObject([{hash: createHash('sha256').update(token).digest('hex')}])
    const secret = token.slice(token.indexOf('.') + 1)
    expect(JSON.stringify([records, description])).not.toContain(secret)
  })

  it('has 192 bits that are no others', async () => {
    const store = await storeWithRole()
    const tokens = await Promise.all(Array.from({length: 20}, () => createToken(store, {now})))
    expect(new Set(tokens.map(({token}) => token)).size).toBe(20)
    for (const {token} of tokens) expect(token).toMatch(/^kmipctl\.[\w-]{32}$/)
  })

  it('is not known by its accessor, its hash, a part of it or more than it', async () => {
    const store = await storeWithRole()
    const {token, description} = await createToken(store, {now})
    const [record] = await store.read(({administration}) => administration.tokens())
    for (const wrong of [description.accessor, record?.hash ?? '', token.slice(0, -1), `${token}a`, ` ${token}`, '']) {
      expect(await authenticateToken(store, wrong, now)).toBeUndefined()
    }
  })

  it('ends with its lifetime, to the millisecond', async () => {
    const store = await storeWithRole()
    const {token, description} = await createToken(store, {ttlSeconds: 60, now})
    expect(description.expiresAt).toEqual(later(60))
    expect(await authenticateToken(store, token, new Date(later(60).getTime() - 1))).toBeDefined()
    expect(await authenticateToken(store, token, later(60))).toBeUndefined()
    expect(await listTokens(store, later(60))).toEqual([])
  })

  it('for a scope ends with the scope, also when another is made under its name', async () => {
    const store = await storeWithRole()
    const {token, description} = await createToken(store, {scope: 'finance', now})
    expect(description.scope).toBe('finance')
    await deleteScope(store, 'finance', {force: true})
    await createScope(store, 'finance', now)
    expect(await authenticateToken(store, token, now)).toBeUndefined()
  })

  it.each([
    ['no lifetime at all', {ttlSeconds: 0}],
    ['a negative lifetime', {ttlSeconds: -1}],
    ['half a second', {ttlSeconds: 0.5}],
    ['a lifetime beyond the calendar', {ttlSeconds: Number.MAX_SAFE_INTEGER}],
    ['no name', {displayName: ''}],
    ['an endless name', {displayName: 'x'.repeat(129)}],
    ['a name over two lines', {displayName: 'a\nb'}],
  ])('is not made with %s', async (_, request) => {
    const store = await storeWithRole()
    await expect(createToken(store, {...request, now})).rejects.toMatchObject({code: 'USAGE'})
    expect(await listTokens(store, now)).toEqual([])
  })

  it('is not made for a scope that there is not', async () => {
    await expect(createToken(await storeWithRole(), {scope: 'nowhere', now})).rejects.toThrow('nowhere')
  })
})

describe('a token that another one made', () => {
  it('has no wider scope and does not learn which others there are', async () => {
    const store = await storeWithRole()
    await createScope(store, 'other', now)
    const parent = (await createToken(store, {scope: 'finance', now})).description
    expect((await createToken(store, {parent, now})).description.scope).toBe('finance')
    expect((await createToken(store, {parent, scope: 'finance', now})).description.scope).toBe('finance')
    const problems = await Promise.all(
      ['other', 'nowhere'].map((scope) => createToken(store, {parent, scope, now}).then(() => '', String)),
    )
    expect(problems[0]).toContain('cannot make one for scope other')
    expect(problems[1]).toBe(problems[0]?.replace('other', 'nowhere'))
  })

  it('ends no later, whatever lifetime it asks for', async () => {
    const store = await storeWithRole()
    const parent = (await createToken(store, {ttlSeconds: 60, now})).description
    for (const ttlSeconds of [undefined, 61, 1e6]) {
      expect((await createToken(store, {parent, ttlSeconds, now})).description.expiresAt).toEqual(later(60))
    }
    expect((await createToken(store, {parent, ttlSeconds: 5, now})).description.expiresAt).toEqual(later(5))
  })

  it('is revoked together with it, over generations, and no other is', async () => {
    const store = await storeWithRole()
    const parent = await createToken(store, {now})
    const child = await createToken(store, {parent: parent.description, now})
    const grandchild = await createToken(store, {parent: child.description, now})
    const stranger = await createToken(store, {now})
    await revokeToken(store, parent.description.accessor, now)
    for (const {token} of [parent, child, grandchild])
      expect(await authenticateToken(store, token, now)).toBeUndefined()
    expect(await authenticateToken(store, stranger.token, now)).toEqual(stranger.description)
  })

  it('can be revoked alone', async () => {
    const store = await storeWithRole()
    const parent = await createToken(store, {now})
    const child = await createToken(store, {parent: parent.description, now})
    await revokeToken(store, child.description.accessor, now)
    expect(await authenticateToken(store, parent.token, now)).toEqual(parent.description)
    expect(await authenticateToken(store, child.token, now)).toBeUndefined()
  })

  it('is not made by one that was revoked meanwhile', async () => {
    const store = await storeWithRole()
    const parent = (await createToken(store, {now})).description
    await revokeToken(store, parent.accessor, now)
    await expect(createToken(store, {parent, now})).rejects.toThrow('has been revoked')
    expect(await listTokens(store, now)).toEqual([])
  })

  it('makes no more than eight generations', async () => {
    const store = await storeWithRole()
    let parent = (await createToken(store, {now})).description
    for (let generation = 2; generation <= 8; generation++) {
      parent = (await createToken(store, {parent, now})).description
    }
    await expect(createToken(store, {parent, now})).rejects.toMatchObject({code: 'USAGE'})
  })
})

describe('revokeToken', () => {
  it('says that there is none, and does not take a part of an accessor for it', async () => {
    const store = await storeWithRole()
    const {accessor} = (await createToken(store, {now})).description
    for (const wrong of [accessor.slice(0, -1), '', 'x']) {
      await expect(revokeToken(store, wrong, now)).rejects.toMatchObject({code: 'NOT_FOUND'})
    }
    expect(await listTokens(store, now)).toHaveLength(1)
  })

  it('sweeps away those that have ended', async () => {
    const store = await storeWithRole()
    await createToken(store, {ttlSeconds: 1, now})
    const {accessor} = (await createToken(store, {now})).description
    await revokeToken(store, accessor, later(2))
    expect(await store.read(({administration}) => administration.tokens())).toEqual([])
  })
})
