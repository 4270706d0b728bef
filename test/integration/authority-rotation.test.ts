import {once} from 'node:events'
import {connect as connectTls} from 'node:tls'
import {describe, expect, it} from 'vitest'
import {showAuthority} from '../../src/administration/named-authorities.ts'
import {retireAuthority} from '../../src/administration/retire-authority.ts'
import {rotateAuthority} from '../../src/administration/rotate-authority.ts'
import type {Credential} from '../../src/ca/credential-format.ts'
import {answers, type ListeningStore, serveStore} from '../support/listening-store.ts'
import {request} from '../support/running-server.ts'

const versions = ['TLSv1.2', 'TLSv1.3'] as const

interface Trust {
  readonly credential: Credential
  /** All that the client trusts, in PEM. */
  readonly ca: string
}

/** Connects as a client that verifies the server by one authority alone, and has a request answered. */
async function talks(test: ListeningStore, port: number, {credential, ca}: Trust): Promise<void> {
  for (const version of versions) {
    const options = {credential, ca: [ca], rejectUnauthorized: true, servername: 'localhost', maxVersion: version}
    const client = await test.connect(port, options)
    expect(client.socket.authorizationError).toBeNull()
    await answers(client, 1)
  }
}

/** Why a client that trusts an authority alone does not take the server. */
async function distrust(port: number, ca: string): Promise<string> {
  const socket = connectTls({host: '127.0.0.1', port, ca: [ca], servername: 'localhost'})
  const [error] = await once(socket, 'error')
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function rootOf({chainPem}: Pick<Credential, 'chainPem'>): string {
  return chainPem.at(-1) ?? ''
}

interface Overlap {
  readonly test: ListeningStore
  readonly port: number
  readonly name: string
  readonly old: Credential
}

/** The server's own listener with its own hierarchy, and a named listener with a generated authority. */
const sites = {
  default: async (test: ListeningStore): Promise<Overlap> => ({
    test,
    port: test.port,
    name: 'default',
    old: test.credential,
  }),
  corporate: async (test: ListeningStore): Promise<Overlap> => {
    await test.authority('corporate')
    const port = await test.listen('corporate', {
      address: '127.0.0.1:0',
      ca: 'corporate',
      server_hostnames: ['localhost'],
    })
    return {test, port, name: 'corporate', old: await test.issue('corporate')}
  },
}

const issue = ({test, name}: Overlap): Promise<Credential> => test.issue(name === 'default' ? undefined : name)

async function rotate({test, name}: Overlap): Promise<void> {
  await test.next('certificate', () => rotateAuthority(test.store, {name, now: new Date()}))
}

describe.each(Object.keys(sites) as (keyof typeof sites)[])('Rotation of the authority %s over TLS', (name) => {
  it('lets clients of both generations and servers trust each other, whichever they know', async () => {
    await using test = await serveStore()
    const site = await sites[name](test)
    const {port, old} = site
    const open = await test.connect(port, {credential: old})
    await rotate(site)
    const fresh = await issue(site)
    expect(rootOf(fresh)).not.toBe(rootOf(old))
    for (const credential of [old, fresh]) {
      for (const ca of [rootOf(old), rootOf(fresh)]) await talks(test, port, {credential, ca})
    }
    await answers(open, 2)
  })

  it('goes on over several generations', async () => {
    await using test = await serveStore()
    const site = await sites[name](test)
    for (let count = 0; count < 3; count++) await rotate(site)
    const fresh = await issue(site)
    for (const ca of [rootOf(site.old), rootOf(fresh)]) await talks(test, site.port, {credential: fresh, ca})
  })

  it('ends with the old generation: its clients are refused, on connections that are open too', async () => {
    await using test = await serveStore()
    const site = await sites[name](test)
    const {port, old} = site
    const open = await test.connect(port, {credential: old})
    await answers(open, 1)
    await rotate(site)
    const fresh = await issue(site)
    const survivor = await test.connect(port, {credential: fresh})
    await retireAuthority(test.store, {name: `${name}/1`, now: new Date()})
    const refused = await open.ask(request(2))
    expect(refused.batchItems?.[0]).toMatchObject({
      resultReason: 'AuthenticationNotSuccessful',
      resultMessage: expect.stringContaining('does not trust the authority of the certificate'),
    })
    await answers(survivor, 3)
    await test.server.refresh()
    const again = await test.connect(port, {credential: old})
    await expect(again.ask(request(4))).rejects.toThrow('closed without an answer')
    await talks(test, port, {credential: fresh, ca: rootOf(fresh)})
    expect(await distrust(port, rootOf(old))).not.toBe('')
    expect((await showAuthority(test.store, name)).generation).toBe(2)
  })
})
