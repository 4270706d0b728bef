import {openStore} from '../../../../src/storage/open-store.ts'
import {keyFileSeal} from '../../../../src/storage/seal/key-file-seal.ts'
import {scopeRecord, storedObject} from '../../../contract/records.ts'

/** Opens a store at the moment given, adds a scope with an object and prints what it finds. */
const [folder = '', name = '', moment = '0'] = process.argv.slice(2)
while (Date.now() < Number(moment)) continue
const store = await openStore({location: `sqlite:${folder}/store.db`, seal: keyFileSeal(`${folder}/store.key`)})
await store.transaction(async ({administration, objects}) => {
  await administration.insertScope(scopeRecord(name))
  await objects.insert(storedObject('1', {name}, {scopeId: name}))
})
const found = await store.read(({objects}) =>
  objects.find({scopeId: name, conditions: [{key: 'name', equals: name}], count: true}),
)
process.stdout.write(JSON.stringify(found))
await store[Symbol.asyncDispose]()
