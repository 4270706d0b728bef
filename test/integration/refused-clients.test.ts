import {describe, expect, it} from 'vitest'
import {issuingAuthority} from '../../src/administration/authorities.ts'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {describeCertificate} from '../../src/ca/certificate.ts'
import {answers, serveStore} from '../support/listening-store.ts'
import {issuedBy} from '../support/odd-certificates.ts'
import {request} from '../support/running-server.ts'
import {expectUsable} from '../support/usable-hint.ts'

const now = new Date()

describe('a client that TLS accepts and that is turned away all the same', () => {
  it('revoked: which credential, and what it presented', async () => {
    await using test = await serveStore()
    const client = await test.connect(test.port)
    await answers(client, 1)
    const facts = describeCertificate(test.credential.certificatePem)
    await revokeCredential(test.store, {serialNumber: facts.serialNumber}, now)
    await client.ask(request())
    const entry = await test.log.entry('Request refused: ')
    expect(entry).toMatchObject({
      level: 40,
      msg: `Request refused: credential ${facts.serialNumber} is revoked`,
      cause: 'revoked',
      listener: 'default',
      serial: facts.serialNumber,
      eku: ['clientAuth'],
      hint: expect.stringContaining('kmipctl cred generate'),
    })
    expectUsable(entry)
  })

  it('belongs to no credential: what to look at', async () => {
    await using test = await serveStore()
    const {cert, key} = await issuedBy(await issuingAuthority(test.store, {now}))
    const client = await test.connect(test.port, {cert, key})
    await client.ask(request())
    const entry = await test.log.entry('Request refused: ')
    expect(entry).toMatchObject({
      msg: 'Request refused: the client certificate belongs to no credential',
      cause: 'unknown',
      subject: 'CN=visitor',
      issuer: 'CN=kmipctl-intermediate',
    })
    expectUsable(entry)
  })

  it('speaks HTTP inside of TLS where TTLV is expected', async () => {
    await using test = await serveStore()
    const client = await test.connect(test.port)
    client.send(Buffer.from('POST /kmip HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    await client.closed
    const entry = await test.log.entry('Connection closed: ')
    expect(entry.hint).toBe('The client speaks HTTP, and this port takes TTLV; for KMIP over HTTPS see --https-listen')
    expectUsable(entry)
  })
})
