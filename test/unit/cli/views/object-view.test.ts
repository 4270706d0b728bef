import {describe, expect, it} from 'vitest'
import type {ObjectDescription} from '../../../../src/administration/object-description.ts'
import {plainPalette} from '../../../../src/cli/output/palette.ts'
import {renderTable} from '../../../../src/cli/output/table.ts'
import {objectColumns} from '../../../../src/cli/views/object-view.ts'

const now = new Date('2026-04-11T00:00:00Z')
const object: ObjectDescription = {
  id: '0198c0de-0000-7000-8000-000000000001',
  scope: 'finance',
  role: 'app',
  objectType: 'SymmetricKey',
  state: 'Active',
  algorithm: 'AES',
  length: 256,
  names: ['a long name of a key that nobody can read'],
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ageSeconds: 100 * 24 * 60 * 60 + 7200,
  lastUsedAt: new Date('2026-04-10T21:00:00Z'),
  isArchived: false,
  links: [],
}

function table(objects: readonly ObjectDescription[], width?: number): Promise<string> {
  return renderTable(objectColumns(objects, {now, width}), objects, {palette: plainPalette, width})
}

describe('the table of objects', () => {
  it('has all columns in files and pipes', async () => {
    expect(await table([object])).toBe(
      [
        'OBJECT                                KIND     STATE    AGE  USED  NAME                                       ROLE',
        '0198c0de-0000-7000-8000-000000000001  AES-256  Active  100d    3h  a long name of a key that nobody can read  app',
      ].join('\n'),
    )
  })

  it('cuts names so that it fits a terminal of 80 columns, and leaves them out where none would be left', async () => {
    const lines = (await table([object], 80)).split('\n')
    expect(lines[1]).toBe('0198c0de-0000-7000-8000-000000000001  AES-256  Active  100d    3h  a long name…')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    const wide = {...object, objectType: 'PrivateKey', algorithm: 'RSA', length: 4096, state: 'DestroyedCompromised'}
    const other = (await table([wide, {...object, ageSeconds: 999}], 80)).split('\n')
    expect(other[1]).toBe('0198c0de-0000-7000-8000-000000000001  RSA-4096 priv  Destr compr  100d    3h')
  })

  it('says what kind of object it is, and nothing of uses that are not known', async () => {
    const none = {algorithm: undefined, length: undefined, lastUsedAt: undefined, names: []}
    const kinds = ['Certificate', 'SecretData', 'OpaqueObject', 'SplitKey', 'Template', 'PGPKey', 'PublicKey']
    const text = await table(kinds.map((objectType) => ({...object, ...none, objectType})))
    expect(
      text
        .split('\n')
        .slice(1)
        .map((line) => line.slice(38, 49).trim()),
    ).toEqual(['Certificate', 'Secret', 'Opaque', 'Key part', 'Template', 'PGP key', 'Public key'])
    expect(text).toMatch(/ 100d +- +app$/m)
  })
})
