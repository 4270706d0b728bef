import {describe, expect, it} from 'vitest'
import {createScope} from '../../../src/administration/scopes.ts'
import {createToken, revokeToken} from '../../../src/administration/tokens.ts'
import {admit} from '../../../src/vault-api/access.ts'
import type {Audience} from '../../../src/vault-api/routes/route.ts'
import {now, storeWithRole} from '../administration/fixture.ts'

const audiences: readonly Audience[] = ['everybody', 'token', 'scope', 'administrator']

async function prepare() {
  const store = await storeWithRole()
  await createScope(store, 'other', now)
  const all = await createToken(store, {now, ttlSeconds: 60})
  const finance = await createToken(store, {now, scope: 'finance'})
  const may = (audience: Audience, token: string | undefined, scope?: string, at = now) =>
    admit(store, audience, {token, scope, now: at}).then(
      () => true,
      () => false,
    )
  return {store, all, finance, may}
}

describe('admit', () => {
  it('lets nobody but everybody in without a token, or with a wrong one', async () => {
    const {may} = await prepare()
    for (const token of [undefined, '', 'kmipctl.wrong', 'root']) {
      const admitted = await Promise.all(audiences.map((audience) => may(audience, token, 'finance')))
      expect(admitted).toEqual([true, false, false, false])
    }
  })

  it('lets a token for everything in everywhere', async () => {
    const {may, all} = await prepare()
    for (const audience of audiences) expect(await may(audience, all.token, 'other')).toBe(true)
  })

  it('lets a token for a scope into that scope alone', async () => {
    const {may, finance} = await prepare()
    expect(await may('token', finance.token)).toBe(true)
    expect(await may('scope', finance.token, 'finance')).toBe(true)
    for (const scope of ['other', 'nowhere', 'Finance', 'finance ', '', undefined]) {
      expect(await may('scope', finance.token, scope)).toBe(false)
    }
    expect(await may('administrator', finance.token, 'finance')).toBe(false)
  })

  it('lets nobody in with a token that has ended or was revoked', async () => {
    const {store, may, all, finance} = await prepare()
    expect(await may('token', all.token, undefined, new Date(now.getTime() + 60_000))).toBe(false)
    await revokeToken(store, finance.description.accessor, now)
    expect(await may('token', finance.token)).toBe(false)
  })
})
