import {X509Certificate} from 'node:crypto'
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {describeCertificate} from '../../src/ca/certificate.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'

describe('Certificates that clients have certified for their own keys', () => {
  it('let nobody in, though they say the same as that of the client and its key is at hand', async () => {
    await using sandbox = await createServedSandbox()
    const path = (name: string) => join(sandbox.folder, name)
    const own = describeCertificate(await readFile(path('cert.pem'), 'utf8'))
    const made = await sandbox.text(['op', 'create-key-pair', '--curve', 'P-256', '--output', 'id'])
    const [privateKey = '', publicKey = ''] = made.split('\n')
    const subject = own.subject.split(', ').toReversed().join(',')
    const id = await sandbox.text(['op', 'certify', publicKey, '--subject', subject, '--output', 'id'])
    expect((await sandbox.run(['op', 'get', id, '--out', path('made.der')])).exitCode).toBe(0)
    const certificate = new X509Certificate(await readFile(path('made.der')))
    expect(describeCertificate(certificate).subjectFields).toEqual(own.subjectFields)
    await writeFile(path('made.pem'), certificate.toString())
    const key = ['op', 'get', privateKey, '--format', 'PKCS#8', '--out', path('key.der')]
    expect((await sandbox.run(key)).exitCode).toBe(0)
    const pkcs8 = (await readFile(path('key.der'))).toString('base64')
    await writeFile(path('made-key.pem'), `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`, {
      mode: 0o600,
    })
    const env = {KMIPCTL_CERT: path('made.pem'), KMIPCTL_KEY: path('made-key.pem')}
    const refused = await sandbox.json(['op', 'query'], {env})
    expect(refused).toMatchObject({exitCode: 3, envelope: {ok: false}})
    expect((await sandbox.run(['op', 'query'])).exitCode).toBe(0)
  })
})
