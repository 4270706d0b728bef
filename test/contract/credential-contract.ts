import {beforeEach, describe, expect, it} from 'vitest'
import type {AdministrationReader, AdministrationWriter, CredentialRecord, Store} from '../../src/storage/store.ts'
import {addScopes, credentialRecord, roleRecord} from './records.ts'

/** What every store does with credentials. */
export function credentialContract(current: () => Store): void {
  const read = <T>(work: (administration: AdministrationReader) => Promise<T>): Promise<T> =>
    current().read(({administration}) => work(administration))
  const write = <T>(work: (administration: AdministrationWriter) => Promise<T>): Promise<T> =>
    current().transaction(({administration}) => work(administration))
  const conflict = {storageCode: 'CONFLICT'}
  const notFound = {storageCode: 'NOT_FOUND'}

  beforeEach(() => addScopes(current(), 's', 'other'))

  describe('credentials', () => {
    beforeEach(() => write((administration) => administration.insertRole(roleRecord('r', 's'))))

    it('are found by serial number and fingerprint and listed from the oldest', async () => {
      const first = credentialRecord('7', 's', 'r', {createdAt: 2, revokedAt: 1_750_000_000_000})
      const second = credentialRecord('8', 's', 'r', {createdAt: 1})
      await write(async (administration) => {
        await administration.insertCredential(first)
        await administration.insertCredential(second)
      })
      expect(await read((administration) => administration.credential('7'))).toEqual(first)
      expect(await read((administration) => administration.credentialByFingerprint('fingerprint of 8'))).toEqual(second)
      expect(await read((administration) => administration.credentialByFingerprint('8'))).toBeUndefined()
      expect(await read((administration) => administration.credentials('r'))).toEqual([second, first])
      expect(await read((administration) => administration.credentials('nobody'))).toEqual([])
    })

    it('refuse a serial number or fingerprint that is taken, and a role that does not exist', async () => {
      const insert = (record: ReturnType<typeof credentialRecord>) =>
        write((administration) => administration.insertCredential(record))
      await insert(credentialRecord('7', 's', 'r'))
      await expect(insert(credentialRecord('7', 's', 'r', {fingerprint: 'x'}))).rejects.toMatchObject(conflict)
      await expect(insert(credentialRecord('8', 's', 'r', {fingerprint: 'fingerprint of 7'}))).rejects.toMatchObject(
        conflict,
      )
      await expect(insert(credentialRecord('9', 's', 'nobody'))).rejects.toMatchObject(notFound)
    })

    it('change by update', async () => {
      const record = credentialRecord('7', 's', 'r')
      const changed = {...record, fingerprint: 'new', revokedAt: 5}
      await write(async (administration) => {
        await administration.insertCredential(record)
        await administration.updateCredential(changed)
      })
      expect(await read((administration) => administration.credentialByFingerprint('new'))).toEqual(changed)
      expect(await read((administration) => administration.credentialByFingerprint(record.fingerprint))).toBeUndefined()
      const missing = write((administration) => administration.updateCredential(credentialRecord('1', 's', 'r')))
      await expect(missing).rejects.toMatchObject(notFound)
    })

    it('are counted, and listed by serial number, without those that are revoked', async () => {
      await write(async (administration) => {
        for (const record of [
          credentialRecord('7', 's', 'r', {createdAt: 3}),
          credentialRecord('8', 's', 'r', {createdAt: 1}),
          credentialRecord('9', 's', 'r', {revokedAt: 5}),
        ])
          await administration.insertCredential(record)
      })
      expect(await read((administration) => administration.countCredentials('r'))).toBe(2)
      expect(await read((administration) => administration.credentialSerialNumbers('r'))).toEqual(['8', '7'])
      expect(await read((administration) => administration.countCredentials('nobody'))).toBe(0)
    })

    it('are found by their end, without those that are revoked', async () => {
      await write(async (administration) => {
        for (const record of [
          credentialRecord('1', 's', 'r', {notAfter: 30}),
          credentialRecord('2', 's', 'r', {notAfter: 10}),
          credentialRecord('3', 's', 'r', {notAfter: 20}),
          credentialRecord('4', 's', 'r', {notAfter: 5, revokedAt: 1}),
        ])
          await administration.insertCredential(record)
      })
      const ending = async (before: number, limit: number) =>
        (await read((administration) => administration.expiringCredentials(before, limit))).map(
          ({serialNumber}) => serialNumber,
        )
      expect(await ending(30, 9)).toEqual(['2', '3'])
      expect(await ending(99, 2)).toEqual(['2', '3'])
      const count = (from: number, before: number) =>
        read((administration) => administration.countExpiringCredentials(from, before))
      expect([await count(0, 99), await count(10, 30), await count(11, 30), await count(31, 99)]).toEqual([3, 2, 1, 0])
    })

    it('are listed in pages, by age and by end, each once', async () => {
      const records = Array.from({length: 7}, (_, index) =>
        credentialRecord(String(index), 's', 'r', {createdAt: index >> 1, notAfter: 9 - (index >> 1)}),
      )
      await write(async (administration) => {
        for (const record of records) await administration.insertCredential(record)
      })
      type Page = (after: CredentialRecord | undefined) => Promise<readonly CredentialRecord[]>
      const serialsOf = async (page: Page) => {
        const serials: string[] = []
        for (let after: CredentialRecord | undefined; ;) {
          const found = await page(after)
          after = found.at(-1)
          if (after === undefined) return serials.join('')
          serials.push(...found.map(({serialNumber}) => serialNumber))
        }
      }
      const byAge: Page = (after) => read((administration) => administration.credentials('r', {after, limit: 3}))
      const byEnd: Page = (after) => read((administration) => administration.expiringCredentials(99, 2, after))
      expect(await serialsOf(byAge)).toBe('0123456')
      expect(await serialsOf(byEnd)).toBe('6452301')
      expect(await read((administration) => administration.credentials('r', {limit: 2}))).toHaveLength(2)
    })

    it('may be deleted', async () => {
      await write(async (administration) => {
        await administration.insertCredential(credentialRecord('7', 's', 'r'))
        await administration.deleteCredential('7')
        await administration.deleteCredential('none')
      })
      expect(await read((administration) => administration.credential('7'))).toBeUndefined()
      expect(await read((administration) => administration.credentialByFingerprint('fingerprint of 7'))).toBeUndefined()
    })
  })
}
