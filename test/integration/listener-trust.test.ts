import {describe, expect, it} from 'vitest'
import {importAuthority} from '../../src/administration/named-authorities.ts'
import {retireAuthority} from '../../src/administration/retire-authority.ts'
import {rotateAuthority} from '../../src/administration/rotate-authority.ts'
import {createIntermediate} from '../../src/ca/authority.ts'
import {foreignAuthority, foreignClient} from '../support/imported-authorities.ts'
import {answers, serial, serveStore} from '../support/listening-store.ts'
import {request} from '../support/running-server.ts'

const anywhere = '127.0.0.1:0'

describe('rotation of the authority of a listener, with overlap', () => {
  it.each(['one', 'default'])('is seen by a server that runs, of %s, and drops nobody', async (name) => {
    await using test = await serveStore()
    await test.authority('one')
    const named = await test.listen('one', {address: anywhere, ca: 'one'})
    const port = name === 'one' ? named : test.port
    const issue = () => test.issue(name === 'one' ? name : undefined)
    const old = await issue()
    const before = await test.connect(port, {credential: old, rejectUnauthorized: true})
    await rotateAuthority(test.store, {name, now: new Date()})
    await test.server.refresh()
    const fresh = await issue()
    expect(fresh.chainPem).not.toEqual(old.chainPem)

    // Each knows only its own generation of the authority
    const again = await test.connect(port, {credential: old, rejectUnauthorized: true})
    const first = await test.connect(port, {credential: fresh, rejectUnauthorized: true})
    expect(serial(again)).not.toBe(serial(before))
    for (const client of [before, again, first]) await answers(client, 1)

    await retireAuthority(test.store, {name, now: new Date()})
    const refused = await before.ask(request(2))
    expect(refused.batchItems?.[0]).toMatchObject({resultReason: 'AuthenticationNotSuccessful'})
    await before.closed
    await answers(first, 2)
  })
})

describe('Vault section 6: imported authorities at listeners', () => {
  it('may be one that issues for clients without the root above it', async () => {
    await using test = await serveStore()
    await test.authority('one')
    const root = await foreignAuthority()
    const lifetime = {lifetimeSeconds: 3600, now: new Date()}
    const issuing = await createIntermediate(root, {commonName: 'issuing', key: {type: 'ec', bits: 256}, ...lifetime})
    const credential = await foreignClient(issuing, {subject: [{type: 'CN', value: 'own'}]})
    const mapping = {scopeName: 'app', roleField: 'CN'} as const
    await importAuthority(test.store, {
      name: 'company',
      certificatePem: issuing.certificatePem,
      mapping,
      now: new Date(),
    })
    const port = await test.listen('one', {address: anywhere, ca: 'one', additional_client_cas: 'company'})
    const client = await test.connect(port, {credential})
    await answers(client, 1)
    const elsewhere = await test.connect(test.port, {credential})
    await elsewhere.closed
    const stranger = await foreignClient(root, {subject: [{type: 'CN', value: 'own'}]})
    const refused = await test.connect(port, {credential: stranger})
    await refused.closed
  })
})
