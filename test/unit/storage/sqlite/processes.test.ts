import {once} from 'node:events'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {addObjects, storedObject, text} from '../../../contract/records.ts'
import {bundleScript, output, start} from '../support/script.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const folder = temporaryFolder()
let writeForever: string
let openAndAdd: string

beforeAll(async () => {
  writeForever = await bundleScript('write-forever', folder)
  openAndAdd = await bundleScript('open-and-add', folder)
})

async function dataFolder(name: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(path)
  return path
}

function open(path: string): Promise<Store> {
  return openStore({location: join(path, 'store.db'), seal: keyFileSeal(join(path, 'store.key'))})
}

describe('a process killed while it writes', () => {
  it.each([1, 2, 3])('leaves all that was acknowledged, and a store that goes on (%i)', async (round) => {
    const path = await dataFolder(`killed-${round}`)
    const child = start(writeForever, path)
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.length > 400 * round) child.kill('SIGKILL')
    })
    await once(child, 'close')
    expect(child.signalCode).toBe('SIGKILL')
    const acknowledged = printed.split('\n').slice(0, -1)
    expect(acknowledged.length).toBeGreaterThan(50)

    const store = await open(path)
    for (const id of acknowledged) {
      const object = await store.read(({objects}) => objects.get('s', id))
      expect(text(object?.material)).toBe(`material of ${id}`)
    }
    const {total} = await store.read(({objects}) =>
      objects.find({scopeId: 's', conditions: [{key: 'name', from: ''}], count: true}),
    )
    expect(total).toBe(await store.read(({objects}) => objects.count('s')))
    await addObjects(store, storedObject('after'))
    await store[Symbol.asyncDispose]()
  })
})

describe('processes that start at the same moment', () => {
  it('all succeed, on the first start of a store too, and print no warning', async () => {
    const path = await dataFolder('first-start')
    const moment = `${Date.now() + 500}`
    const names = ['a', 'b', 'c', 'd']
    const outputs = await Promise.all(names.map((name) => output(start(openAndAdd, path, name, moment))))
    for (const one of outputs) {
      expect(one).toEqual({status: 0, stdout: JSON.stringify({ids: ['1'], total: 1}), stderr: ''})
    }
    const store = await open(path)
    const scopes = await store.read(({administration}) => administration.scopes())
    expect(scopes.map(({id}) => id)).toEqual(names)
    expect(await store.administrativeRevision()).toBe(4)
    await store[Symbol.asyncDispose]()
  })
})
