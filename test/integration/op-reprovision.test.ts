import {X509Certificate} from 'node:crypto'
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {createServedSandbox} from '../support/served-sandbox.ts'
import {fixture} from '../unit/ca/fixture.ts'

it('a client replaces its credential on the connection that it has, and connects with the new one', async () => {
  await using sandbox = await createServedSandbox()
  const version = ['--kmip-version', '2.1']
  const kept = await sandbox.text(['op', 'create', '--output', 'id', ...version])
  const key = await sandbox.text(['op', 'reprovision', '--yes', '--output', 'id'])
  const files = {KMIPCTL_KEY: join(sandbox.folder, 'new.key'), KMIPCTL_CERT: join(sandbox.folder, 'new.pem')}
  await sandbox.text(['op', 'get', key, '--as', 'pem', '--out', files.KMIPCTL_KEY, ...version])
  const {envelope} = await sandbox.json(['op', 'get-attributes', key, 'Link', ...version])
  const [, certificate = ''] =
    /"CertificateLink","linkedObjectIdentifier":"(?<id>[^"]+)"/.exec(JSON.stringify(envelope)) ?? []
  await sandbox.text(['op', 'get', certificate, '--as', 'pem', '--out', files.KMIPCTL_CERT, ...version])

  const renewed = {env: files}
  expect(await sandbox.text(['op', 'locate', '--output', 'id', ...version], renewed)).toContain(kept)
  expect(await sandbox.run(['op', 'locate', ...version])).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('with a credential that was replaced'),
  })
  expect((await sandbox.run(['op', 'get', kept, ...version])).exitCode).toBe(4)

  const request = join(sandbox.folder, 'next.csr')
  await writeFile(request, fixture('p256.csr'))
  const args = ['op', 'reprovision', '--request', request, '--yes', '--kmip-version', '2.0', '--output', 'id']
  const next = await sandbox.text(args, renewed)
  const out = join(sandbox.folder, 'next.pem')
  await sandbox.text(['op', 'get', next, '--as', 'pem', '--out', out, ...version], renewed)
  const {subject} = new X509Certificate(await readFile(out))
  expect(subject).toBe(new X509Certificate(await readFile(files.KMIPCTL_CERT)).subject)
})
