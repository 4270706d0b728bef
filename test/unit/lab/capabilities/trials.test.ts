import {describe, expect, it} from 'vitest'
import {tryCapabilities} from '../../../../src/lab/capabilities/trials.ts'
import {clientOf, refusal} from '../../../support/answering-client.ts'

describe('tryCapabilities', () => {
  it('tells what was refused, and destroys what was made', async () => {
    const made: string[] = []
    const destroyed: unknown[] = []
    const {trials, left} = await tryCapabilities(
      clientOf((name, {uniqueIdentifier}) => {
        if (name === 'Register' || name === 'Encrypt') throw refusal()
        if (name === 'Destroy') destroyed.push(uniqueIdentifier)
        if (name === 'Create') made.push(`key-${made.length}`)
        return {
          uniqueIdentifier: made.at(-1),
          privateKeyUniqueIdentifier: 'private',
          publicKeyUniqueIdentifier: 'public',
        }
      }),
      {version: '1.4'},
    )
    const refused = trials.filter(({works}) => !works)
    expect(refused.map(({trial}) => trial)).toEqual([
      'Register Secret Data',
      'Encrypt AES CBC',
      'Encrypt AES ECB',
      'Encrypt AES CTR',
      'Encrypt AES GCM',
    ])
    expect(refused[0]?.said).toContain('Operation Not Supported')
    expect(destroyed).toEqual(expect.arrayContaining([...made, 'private', 'public']))
    expect([made.length > 5, left]).toEqual([true, []])
  })

  it('names what cannot be destroyed', async () => {
    const {left} = await tryCapabilities(
      clientOf((name) => {
        if (name === 'Destroy') throw refusal()
        return {uniqueIdentifier: 'key', privateKeyUniqueIdentifier: 'private', publicKeyUniqueIdentifier: 'public'}
      }),
      {version: '1.0'},
    )
    expect(left).toEqual(expect.arrayContaining(['key', 'private', 'public']))
  })

  it('tries nothing that the version does not have', async () => {
    const client = clientOf(() => ({uniqueIdentifier: 'key'}))
    const {trials} = await tryCapabilities(client, {version: '1.1'})
    expect(trials.filter(({trial}) => trial.startsWith('Encrypt'))).toEqual([])
  })
})
