import {beforeEach, describe, expect, it} from 'vitest'
import type {
  AdministrationReader,
  AdministrationWriter,
  RevokedCertificateRecord,
  Store,
} from '../../src/storage/store.ts'
import {addScopes, authorityRecord, credentialRecord, listenerRecord, roleRecord, tokenRecord} from './records.ts'

/** What every store does with authorities, listeners, tokens and the journal of changes. */
export function trustContract(current: () => Store): void {
  const read = <T>(work: (administration: AdministrationReader) => Promise<T>): Promise<T> =>
    current().read(({administration}) => work(administration))
  const write = <T>(work: (administration: AdministrationWriter) => Promise<T>): Promise<T> =>
    current().transaction(({administration}) => work(administration))
  const conflict = {storageCode: 'CONFLICT'}
  const notFound = {storageCode: 'NOT_FOUND'}

  beforeEach(() => addScopes(current(), 's', 'other'))

  it('keeps authorities with their private keys', async () => {
    const root = authorityRecord('root')
    const issuing = authorityRecord('issuing', {issuer: 'root', privateKeyPem: 'schlüssel'})
    await write(async (administration) => {
      await administration.insertAuthority(root)
      await administration.insertAuthority(issuing)
    })
    expect(await read((administration) => administration.authority('issuing'))).toEqual(issuing)
    expect(await read((administration) => administration.authority('nobody'))).toBeUndefined()
    expect(await read((administration) => administration.authorities())).toEqual([issuing, root])
    await expect(write((administration) => administration.insertAuthority(root))).rejects.toMatchObject(conflict)
  })

  it('changes and deletes authorities, and keeps those without a private key', async () => {
    const generated = authorityRecord('a', {kind: 'generated'})
    const superseded = {
      ...generated,
      generation: 3,
      privateKeyPem: undefined,
      supersededBy: 'b',
      crossCertificatePem: 'cross',
    }
    const mapping = {scopeName: 'finance', roleField: 'CN'} as const
    const imported = authorityRecord('i', {kind: 'imported', privateKeyPem: undefined, mapping})
    await write(async (administration) => {
      await administration.insertAuthority(generated)
      await administration.insertAuthority(imported)
      await administration.updateAuthority(superseded)
    })
    expect(await read((administration) => administration.authorities())).toEqual([superseded, imported])
    const missing = write((administration) => administration.updateAuthority(authorityRecord('none')))
    await expect(missing).rejects.toMatchObject(notFound)
    await write((administration) => administration.deleteAuthority('i'))
    expect(await read((administration) => administration.authority('i'))).toBeUndefined()
  })

  it('knows the roles for which an authority issues, and the credentials it issued that are still good', async () => {
    const first = roleRecord('r1', 's', {authority: 'a'})
    const second = roleRecord('r2', 'other', {authority: 'a'})
    const credential = (serial: string, more: Parameters<typeof credentialRecord>[3]) =>
      credentialRecord(serial, 's', 'r1', {authority: 'a/2', notAfter: 20, ...more})
    await write(async (administration) => {
      for (const role of [first, second, roleRecord('r3', 's', {authority: 'b'}), roleRecord('r4', 's')]) {
        await administration.insertRole(role)
      }
      await administration.insertCredential(credential('1', {}))
      await administration.insertCredential(credential('2', {notAfter: 21}))
      await administration.insertCredential(credential('3', {notAfter: 21, revokedAt: 1}))
      await administration.insertCredential(credential('4', {notAfter: 21, authority: 'a/1'}))
    })
    expect(await read((administration) => administration.rolesOfAuthority('a'))).toEqual([second, first])
    expect(await read((administration) => administration.rolesOfAuthority('nobody'))).toEqual([])
    expect(await read((administration) => administration.countIssuedCredentials('a/2', 19))).toBe(2)
    expect(await read((administration) => administration.countIssuedCredentials('a/2', 20))).toBe(1)
  })

  it('keeps certificates that were revoked until it is told to forget them', async () => {
    const revoked = (fingerprint: string, more: Partial<RevokedCertificateRecord> = {}): RevokedCertificateRecord => ({
      fingerprint,
      authority: 'partner',
      serialNumber: '7',
      subject: 'CN=app',
      notAfter: 20,
      revokedAt: 5,
      ...more,
    })
    const [late, early] = [revoked('a', {revokedAt: 6}), revoked('b', {notAfter: 19})]
    await write(async (administration) => {
      await administration.insertRevokedCertificate(late)
      await administration.insertRevokedCertificate(early)
      await administration.insertRevokedCertificate({...early, revokedAt: 9})
      await administration.insertRevokedCertificate(revoked('c', {authority: 'other'}))
    })
    expect(await read((administration) => administration.revokedCertificate('a'))).toEqual(late)
    expect(await read((administration) => administration.revokedCertificate('d'))).toBeUndefined()
    expect(await read((administration) => administration.revokedCertificates('partner'))).toEqual([early, late])
    expect(await write((administration) => administration.deleteRevokedCertificates(20))).toBe(1)
    expect(await read((administration) => administration.revokedCertificates('partner'))).toEqual([late])
  })

  it('keeps, replaces and deletes listeners', async () => {
    const first = listenerRecord('b')
    const second = listenerRecord('a', {tlsMaxVersion: 'tls12', alsoUseLegacyAuthority: true})
    await write(async (administration) => {
      await administration.putListener(listenerRecord('b', {address: 'old:1'}))
      await administration.putListener(first)
      await administration.putListener(second)
    })
    expect(await read((administration) => administration.listener('b'))).toEqual(first)
    expect(await read((administration) => administration.listeners())).toEqual([second, first])
    await write((administration) => administration.deleteListener('b'))
    expect(await read((administration) => administration.listener('b'))).toBeUndefined()
  })

  describe('tokens', () => {
    it('are found by their hash and listed from the oldest', async () => {
      const later = tokenRecord('x', {createdAt: 2, expiresAt: 9})
      const first = tokenRecord('y', {createdAt: 1})
      await write(async (administration) => {
        await administration.insertToken(later)
        await administration.insertToken(first)
      })
      expect(await read((administration) => administration.token('hash of x'))).toEqual(later)
      expect(await read((administration) => administration.tokens())).toEqual([first, later])
      const same = write((administration) => administration.insertToken(tokenRecord('z', {hash: 'hash of x'})))
      await expect(same).rejects.toMatchObject(conflict)
      await write((administration) => administration.deleteToken('x'))
      expect(await read((administration) => administration.token('hash of x'))).toBeUndefined()
    })

    it('of a scope go with it', async () => {
      await write(async (administration) => {
        await administration.insertToken(tokenRecord('x', {scopeId: 's'}))
        await administration.insertToken(tokenRecord('y'))
        await administration.deleteScope('s')
      })
      expect(await read((administration) => administration.tokens())).toEqual([tokenRecord('y')])
      const orphan = write((administration) => administration.insertToken(tokenRecord('z', {scopeId: 'nowhere'})))
      await expect(orphan).rejects.toMatchObject(notFound)
    })
  })

  it('keeps changes in their order, with numbers that are never given twice', async () => {
    const change = (at: number) => ({at, actor: 'somebody', action: 'scope.create', target: {scope: `${at}`}})
    await write(async (administration) => {
      for (const at of [10, 20, 30]) await administration.insertChange(change(at))
    })
    const all = await read((administration) => administration.changes(0, 9))
    expect(all).toEqual([10, 20, 30].map((at, index) => ({...change(at), sequence: all[index]?.sequence})))
    const [first, , last] = all.map(({sequence}) => sequence)
    expect((await read((administration) => administration.changes(first ?? 0, 1))).map(({at}) => at)).toEqual([20])
    expect(await write((administration) => administration.deleteChanges(99))).toBe(3)
    await write((administration) => administration.insertChange(change(40)))
    const [next] = await read((administration) => administration.changes(0, 9))
    expect(next?.sequence).toBeGreaterThan(last ?? 0)
  })

  it('keeps the authorities of a scope as long as the scope', async () => {
    const older = authorityRecord('b', {scopeId: 's', createdAt: 1})
    const newest = authorityRecord('a', {scopeId: 's', createdAt: 2})
    const server = authorityRecord('server', {createdAt: 3})
    await write(async (administration) => {
      for (const authority of [newest, older, server]) await administration.insertAuthority(authority)
    })
    expect(await read((administration) => administration.scopeAuthority('s'))).toEqual(newest)
    expect(await read((administration) => administration.scopeAuthority('other'))).toBeUndefined()
    const homeless = authorityRecord('c', {scopeId: 'nowhere'})
    await expect(write((administration) => administration.insertAuthority(homeless))).rejects.toMatchObject(notFound)
    await write((administration) => administration.deleteScope('s'))
    expect(await read((administration) => administration.authorities())).toEqual([server])
  })
}
