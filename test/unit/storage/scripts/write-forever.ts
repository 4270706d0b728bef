import {writeSync} from 'node:fs'
import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {addScopes, storedObject} from '../../../contract/records.ts'

/** Inserts objects in groups and prints the identifier of each when it is acknowledged, until it is killed. */
const [folder = ''] = process.argv.slice(2)
const store = await openStore({location: `${folder}/store.db`, seal: keyFileSeal(`${folder}/store.key`)})
await addScopes(store, 's')
for (let next = 0; ;) {
  const group = Array.from({length: 4}, async () => {
    const id = `${next++}`
    await store.transaction(({objects}) => objects.insert(storedObject(id, {name: `name ${id}`})))
    writeSync(1, `${id}\n`)
  })
  await Promise.all(group)
}
