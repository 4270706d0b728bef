import {beforeEach, expect, it} from 'vitest'
import type {RuleKind, RuleStore, Store} from '../../src/storage/store.ts'
import {addScopes, bytes} from './records.ts'

/** How every store keeps the rules of scopes. */
export function ruleContract(current: () => Store): void {
  const write = <T>(work: (rules: RuleStore) => Promise<T>): Promise<T> =>
    current().transaction(({rules}) => work(rules))
  const read = (scopeId: string, kind: RuleKind) => current().read(({rules}) => rules.get(scopeId, kind))

  beforeEach(() => addScopes(current(), 's', 'other'))

  it('are one of each kind in a scope, as they were put last', async () => {
    await write(async (rules) => {
      await rules.put('s', 'constraints', bytes('first'))
      await rules.put('s', 'constraints', bytes('second'))
      await rules.put('s', 'defaults', bytes('defaults'))
    })
    expect(await read('s', 'constraints')).toEqual(bytes('second'))
    expect(await read('s', 'defaults')).toEqual(bytes('defaults'))
    expect(await read('other', 'constraints')).toBeUndefined()
  })

  it('are gone when deleted and with their scope, and stay when the transaction fails', async () => {
    await write(async (rules) => {
      for (const kind of ['constraints', 'defaults'] as const) await rules.put('s', kind, bytes(kind))
    })
    await write((rules) => rules.delete('s', 'constraints'))
    const failed = write(async (rules) => {
      await rules.put('s', 'constraints', bytes('undone'))
      await rules.delete('s', 'defaults')
      throw new Error('undo this')
    })
    await expect(failed).rejects.toThrow('undo this')
    expect(await read('s', 'constraints')).toBeUndefined()
    expect(await read('s', 'defaults')).toEqual(bytes('defaults'))
    await current().transaction(({administration}) => administration.deleteScope('s'))
    expect(await read('s', 'defaults')).toBeUndefined()
  })

  it('belong to a scope that exists', async () => {
    const orphan = write((rules) => rules.put('nowhere', 'defaults', bytes('x')))
    await expect(orphan).rejects.toMatchObject({storageCode: 'NOT_FOUND'})
  })
}
