import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'
import {serve} from '../support/serving.ts'

describe('kmipctl whoami', () => {
  it('tells certificates, version, scope, role and what the role allows', async () => {
    await using sandbox = await createServedSandbox()
    const {exitCode, stdout} = await sandbox.run(['whoami'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Expires +\d{4}-.*, 36[45] days left$/m)
    expect(stdout).toMatch(/^Its names +.*DNS:localhost/m)
    expect(stdout).toMatch(/^Scope +ephemeral\nRole +admin\nMay call +activate, .*\bcreate, /m)
    const {envelope} = await sandbox.json(['whoami', '--warn', '7d'])
    expect(envelope).toMatchObject({
      ok: true,
      result: {
        version: '2.1',
        vendor: 'kmipctl',
        identity: {scope: 'ephemeral', role: 'admin', operations: expect.arrayContaining(['Destroy', 'Get'])},
        certificate: {serialNumber: expect.stringMatching(/^\d+$/)},
      },
      connection: {tls: {serverCertificate: {names: expect.arrayContaining(['DNS:localhost'])}}},
    })
  })

  it('ends with 6 when the certificate ends soon', async () => {
    await using sandbox = await createServedSandbox()
    const {exitCode, stderr} = await sandbox.run(['whoami', '--warn', '400d'])
    expect([exitCode, stderr]).toEqual([
      6,
      expect.stringMatching(/^Error: The client certificate ends within 400d, on /),
    ])
  })

  it('tells of a role that allows little, and what a role that may not query is told', async () => {
    await using sandbox = await createSandbox()
    const store = ['--data-dir', join(sandbox.folder, 'store')]
    const run = async (...args: string[]) => expect(await sandbox.run([...args, ...store])).toMatchObject({exitCode: 0})
    await run('scope', 'create', 's')
    await run('role', 'create', 'some', '--scope', 's', '--operation', 'query', '--operation', 'get')
    await run('role', 'create', 'none', '--scope', 's', '--none')
    await using serving = await serve(sandbox, store)
    const whoami = async (role: string) => {
      const out = join(sandbox.folder, role)
      await run('cred', 'generate', '--scope', 's', '--role', role, '--out', out)
      const files = ['ca', 'cert', 'key'].flatMap((name) => [`--${name}`, join(out, `${name}.pem`)])
      return sandbox.json(['whoami', '--server', `127.0.0.1:${serving.ready.port}`, ...files])
    }
    const some = await whoami('some')
    expect(some.envelope).toMatchObject({result: {identity: {scope: 's', role: 'some', operations: ['Get', 'Query']}}})
    const none = await whoami('none')
    expect(none.exitCode).toBe(0)
    expect(none.envelope).toMatchObject({
      result: {refused: expect.stringMatching(/not granted to role none of scope s/)},
    })
  })

  it('ends with 3 where there is no server', async () => {
    await using sandbox = await createServedSandbox()
    expect(await sandbox.run(['whoami', '--server', '127.0.0.1:1'])).toMatchObject({exitCode: 3})
  })
})
