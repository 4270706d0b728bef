import {X509Certificate} from 'node:crypto'
import {readFile, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/ca/${name}`, import.meta.url))
const mode = async (path: string) => (await stat(path)).mode & 0o777

async function sandboxWithRole(): Promise<Sandbox> {
  const sandbox = await createSandbox()
  await sandbox.run(['scope', 'create', 'finance'])
  await sandbox.run(['role', 'create', 'app', '--scope', 'finance', '--all'])
  return sandbox
}

describe('scope, role and cred', () => {
  it('go from nothing to a credential in files, with settings to paste', async () => {
    await using sandbox = await createSandbox()
    const created = await sandbox.run(['scope', 'create', 'finance'])
    expect(created).toMatchObject({exitCode: 0, stdout: ''})
    expect(created.stderr).toMatch(/^✔ Created scope finance \(id \w{5}\)\n$/)
    const role = await sandbox.run(['role', 'create', 'app', '--scope', 'finance', '-o', 'get', '-o', 'create_keypair'])
    expect(role.stderr).toMatch(/: create-key-pair, get\n$/)

    const args = ['cred', 'generate', '--scope', 'finance', '--role', 'app', '--out', 'app', '--server', 'kms:5697']
    const generated = await sandbox.run(args)
    expect(generated.exitCode).toBe(0)
    const folder = join(sandbox.folder, 'app')
    expect(generated.stdout).toContain(`export KMIPCTL_CERT=${join(folder, 'cert.pem')}`)
    expect(generated.stdout).toContain('[client]\nhost=kms\nport=5697\n')
    expect(generated.stdout).toContain(`clientCertificateFile: ${join(folder, 'bundle.pem')}`)
    expect(generated.stdout + generated.stderr).not.toContain('PRIVATE KEY')

    expect(await mode(folder)).toBe(0o700)
    expect(await mode(join(folder, 'key.pem'))).toBe(0o600)
    expect(await mode(join(folder, 'bundle.pem'))).toBe(0o600)
    const chain = (await readFile(join(folder, 'cert.pem'), 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]*-----END/g)
    expect(chain).toHaveLength(2)
    expect(await readFile(join(folder, 'bundle.pem'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/)

    const again = await sandbox.run(args)
    expect(again).toMatchObject({exitCode: 2, stdout: ''})
    expect(again.stderr).toContain(`Error: The file ${join('app', 'ca.pem')} exists already\nHint: `)
    expect((await sandbox.json(['cred', 'list'])).envelope).toMatchObject({result: {credentials: [{role: 'app'}]}})
  })

  it('print tables on standard output', async () => {
    await using sandbox = await sandboxWithRole()
    expect((await sandbox.run(['scope', 'list'])).stdout).toMatch(
      /^NAME     ID     ROLES  OBJECTS  CREATED\nfinance  \w{5}      1        0  \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/,
    )
    expect((await sandbox.run(['role', 'list', '--scope', 'finance'])).stdout).toMatch(/\napp   \w{5}  all /)
    expect((await sandbox.run(['role', 'show', 'app', '--scope', 'finance'])).stdout).toContain('all operations')
    const empty = await sandbox.run(['cred', 'list'])
    expect(empty).toMatchObject({exitCode: 0, stdout: ''})
    expect(empty.stderr).toBe('There is no credential; make one with kmipctl cred generate\n')
  })

  it('print certificate and key without --out, and keep no key', async () => {
    await using sandbox = await sandboxWithRole()
    const {stdout, stderr} = await sandbox.run([
      'cred',
      'generate',
      '--scope',
      'finance',
      '--role',
      'app',
      '--ttl',
      '2h',
    ])
    expect(stdout.match(/-----BEGIN [A-Z ]+-----/g)).toEqual([
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN PRIVATE KEY-----',
    ])
    const certificate = new X509Certificate(stdout)
    expect(Date.parse(certificate.validTo) - Date.now()).toBeLessThan(2 * 3_600_000)
    expect(stderr).toContain(`Issued credential ${BigInt(`0x${certificate.serialNumber}`)}`)
  })

  it('give the key in the envelope, unless it went into files', async () => {
    await using sandbox = await sandboxWithRole()
    const args = ['cred', 'generate', '--scope', 'finance', '--role', 'app']
    expect((await sandbox.json(args)).envelope).toMatchObject({
      result: {
        scope: 'finance',
        role: 'app',
        status: 'valid',
        caChainPem: [expect.any(String), expect.any(String)],
        privateKeyPem: expect.stringContaining('PRIVATE KEY'),
        files: [],
        settings: null,
      },
    })
    const written = await sandbox.json([...args, '--out', 'app'])
    expect(written.stdout).not.toContain('PRIVATE KEY')
    expect(written.envelope).toMatchObject({
      result: {
        privateKeyPem: null,
        files: ['ca', 'cert', 'key', 'bundle'].map((name) => join(sandbox.folder, 'app', `${name}.pem`)),
        settings: {pykmip: expect.stringContaining('[client]')},
      },
    })
  })

  it('revoke a credential by its certificate and go on listing it', async () => {
    await using sandbox = await sandboxWithRole()
    await sandbox.run(['cred', 'generate', '--scope', 'finance', '--role', 'app', '--out', 'app'])
    const refused = await sandbox.run(['cred', 'revoke', '--certificate', 'app/cert.pem'])
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: 'Error: Missing --yes: pass it, or run on a terminal to be asked\n',
    })
    expect((await sandbox.run(['cred', 'revoke', '--certificate', 'app/cert.pem', '--yes'])).exitCode).toBe(0)
    expect((await sandbox.run(['cred', 'list'])).stdout).toMatch(/ finance {2}app {3}revoked {2}/)
  })

  it('sign a request from standard input', async () => {
    await using sandbox = await sandboxWithRole()
    const args = [
      'cred',
      'sign',
      '--scope',
      'finance',
      '--role',
      'app',
      '--csr',
      '-',
      '--any-key',
      '--format',
      'pem_bundle',
    ]
    const {exitCode, stdout} = await sandbox.run(args, {input: await readFile(fixture('p256-san.csr'))})
    expect(exitCode).toBe(0)
    expect(stdout.match(/BEGIN [A-Z ]+-/g)).toEqual(['BEGIN CERTIFICATE-', 'BEGIN CERTIFICATE-', 'BEGIN CERTIFICATE-'])
  })

  it('write a PKCS#12 file with the password of a file', async () => {
    await using sandbox = await sandboxWithRole()
    const args = ['cred', 'generate', '--scope', 'finance', '--role', 'app', '--format', 'p12']
    expect((await sandbox.run(args)).stderr).toContain('The format p12 needs a folder to write to')
    expect((await sandbox.run([...args, '--out', 'app'])).stderr).toContain('Missing --password-file')
    const done = await sandbox.run([...args, '--out', 'app', '--password-file', '-'], {input: 'geheim\n'})
    expect(done.exitCode).toBe(0)
    expect(await mode(join(sandbox.folder, 'app', 'credential.p12'))).toBe(0o600)
  })

  it('update and delete roles and scopes', async () => {
    await using sandbox = await sandboxWithRole()
    const update = ['role', 'update', 'app', '--scope', 'finance']
    expect((await sandbox.run([...update, '--operation', 'get'])).stderr).toBe(
      '✔ Updated role app of scope finance: get\n',
    )
    expect((await sandbox.run([...update, '--add-operation', 'locate', '--remove-operation', 'get'])).stderr).toBe(
      '✔ Updated role app of scope finance: locate\n',
    )
    expect(await sandbox.run(update)).toMatchObject({exitCode: 2})
    expect((await sandbox.run([...update, '--all', '--operation', 'get'])).exitCode).toBe(2)
    expect((await sandbox.run(['role', 'delete', 'app', '--scope', 'finance', '--yes'])).exitCode).toBe(0)
    expect((await sandbox.run(['scope', 'delete', 'finance', '--yes'])).stderr).toBe(
      '✔ Deleted scope finance with 0 objects\n',
    )
  })

  it('use the same authorities when two processes make them at once', async () => {
    await using sandbox = await createSandbox()
    const [first, second] = await Promise.all([sandbox.run(['ca', 'show']), sandbox.run(['ca', 'show'])])
    expect(first).toMatchObject({exitCode: 0})
    expect(first.stdout).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(second.stdout).toBe(first.stdout)
    expect(first.stderr).toContain('CN=kmipctl-root')
  })
})
