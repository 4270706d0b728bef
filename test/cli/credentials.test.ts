import {X509Certificate} from 'node:crypto'
import {readFile, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/ca/${name}`, import.meta.url))
const owner = ['--scope', 'finance', '--role', 'app']

async function sandboxWithRole(...operations: readonly string[]): Promise<Sandbox> {
  const sandbox = await createSandbox()
  await sandbox.run(['scope', 'create', 'finance'])
  const words = operations.length === 0 ? ['--all'] : operations.flatMap((name) => ['--operation', name])
  await sandbox.run(['role', 'create', 'app', '--scope', 'finance', ...words])
  return sandbox
}

/** The serial number of a new credential in the folder `name`. */
async function generate(sandbox: Sandbox, name: string, ...more: readonly string[]): Promise<string> {
  const {exitCode, stderr} = await sandbox.run(['cred', 'generate', ...owner, '--out', name, ...more])
  expect(exitCode).toBe(0)
  return /Issued credential (\d+)/.exec(stderr)?.[1] ?? ''
}

describe('cred generate and sign', () => {
  it('say until when a certificate lives and where that came from', async () => {
    await using sandbox = await sandboxWithRole()
    const note = async (...more: readonly string[]) =>
      (await sandbox.run(['cred', 'generate', ...owner, ...more])).stderr.split('\n')[1]
    expect(await note()).toMatch(/^ {2}It expires on .*: 1d, the configuration's default_tls_client_ttl/)
    expect(await note('--ttl', '2h')).toMatch(/: 2h, as asked for$/)
    expect(await note('--ttl', '100y')).toMatch(/: its authority ends then$/)
    await sandbox.run(['role', 'update', 'app', '--scope', 'finance', '--ttl', '90m'])
    expect(await note()).toMatch(/: 1h30m, as the role has it$/)
  })

  it('write files and settings for a client program, and say what its role lacks', async () => {
    await using sandbox = await sandboxWithRole('get', 'create')
    const args = ['cred', 'generate', ...owner, '--for', 'vcenter', '--server', 'kms.example.com', '--out', 'vc']
    const {exitCode, stdout, stderr} = await sandbox.run(args)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`certificate ${join(sandbox.folder, 'vc', 'cert.pem')}`)
    expect(stderr).toContain('Role app does not allow what VMware vCenter Server asks for: discover-versions, query,')
    const certificate = new X509Certificate(await readFile(join(sandbox.folder, 'vc', 'cert.pem')))
    expect(certificate.publicKey.asymmetricKeyType).toBe('rsa')
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'])
    expect((await stat(join(sandbox.folder, 'vc', 'key.pem'))).mode & 0o777).toBe(0o600)
  })

  it('write files into folders that a client program wants', async () => {
    await using sandbox = await sandboxWithRole()
    const {envelope} = await sandbox.json(['cred', 'generate', ...owner, '--for', 'mysql', '--out', 'my'])
    expect(envelope).toMatchObject({
      result: {
        files: ['CA', 'cert', 'key'].map((name) => join(sandbox.folder, 'my', 'ssl', `${name}.pem`)),
        settings: {mysql: expect.stringContaining('SERVER=localhost:5696')},
        privateKeyPem: null,
        lifetime: {origin: 'recipe'},
        missingOperations: [],
      },
    })
  })

  it.each([
    [['--for', 'vsphre', '--out', 'x'], 'There is no recipe for "vsphre"'],
    [['--for', 'vsphere'], 'The files for VMware vCenter Server need a folder'],
    [['--for', 'synology', '--out', 'x'], 'needs an alternative name'],
    [['--for', 'vsphere', '--format', 'der', '--out', 'x'], '--for=vsphere cannot also be provided'],
    [['--label', 'team'], '"team" is not a label'],
    [['--label', 'a=1', '--label', 'a=2'], 'The label a is given twice'],
    [['--san', 'a b'], '"a b" is not a DNS name'],
    [['--ttl', '0'], 'A certificate cannot live for 0 seconds'],
    [['--key-bits', '7'], 'EC keys of 7 bits are not available'],
  ])('refuse %j with a sentence and keep nothing', async (more, message) => {
    await using sandbox = await sandboxWithRole()
    const {exitCode, stderr} = await sandbox.run(['cred', 'generate', ...owner, ...more])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
    expect((await sandbox.json(['cred', 'list'])).envelope).toMatchObject({result: {credentials: []}})
  })

  it('certify another kind of key than the role wants only when told to', async () => {
    await using sandbox = await sandboxWithRole()
    const args = ['cred', 'sign', ...owner, '--csr', fixture('p256-san.csr'), '--san', 'more.example.com']
    const refused = await sandbox.run(args)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('the key ec-256, and the configuration wants ec-521')
    const {stdout} = await sandbox.run([...args, '--any-key'])
    expect(new X509Certificate(stdout).subjectAltName).toMatch(/DNS:app\.example\.com, DNS:more\.example\.com/)
  })

  it('say where the key belongs that a signing request came from', async () => {
    await using sandbox = await sandboxWithRole()
    const args = ['cred', 'sign', ...owner, '--csr', fixture('p521.csr'), '--for', 'percona', '--out', 'p']
    const {exitCode, stdout} = await sandbox.run(args)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('clientCertificateFile: /PATH/TO/YOUR/BUNDLE')
    expect((await sandbox.run([...args, '--force'])).stderr).toContain(join(sandbox.folder, 'p', 'cert.pem'))
  })
})

describe('cred list', () => {
  it('ends with status 6 when a credential ends soon, and shows the days that are left', async () => {
    await using sandbox = await sandboxWithRole()
    const soon = await generate(sandbox, 'soon', '--ttl', '60h', '--label', 'team=a')
    await generate(sandbox, 'later', '--ttl', '90d')
    const {exitCode, stdout, stderr} = await sandbox.run(['cred', 'list', '--expiring', '7d'])
    expect(exitCode).toBe(6)
    expect(stdout).toMatch(new RegExp(`^SERIAL NUMBER .*\\n${soon}  finance  app   team=a  \\S+ +2\\n$`))
    expect(stderr).toContain('Error: 1 credential ends within 7d\nHint: Renew with')
    const {exitCode: jsonStatus, envelope} = await sandbox.json(['cred', 'list', '--expiring', '7d'])
    expect(jsonStatus).toBe(6)
    expect(envelope).toMatchObject({
      ok: false,
      error: {code: 'CHECK_FAILED'},
      result: {credentials: [{serialNumber: soon, daysLeft: 2}], next: null},
    })
    const none = await sandbox.run(['cred', 'list', '--expiring', '2d'])
    expect(none).toMatchObject({exitCode: 0, stdout: '', stderr: 'No credential ends within 2d\n'})
  })

  it('finds by label and status, and goes on after a page', async () => {
    await using sandbox = await sandboxWithRole()
    const first = await generate(sandbox, 'first', '--label', 'team=a', '--label', 'stage=live')
    const second = await generate(sandbox, 'second', '--label', 'team=a')
    const serials = async (...more: readonly string[]) =>
      ((await sandbox.run(['cred', 'list', ...more])).stdout.match(/^\d+/gm) ?? []).join(' ')
    expect(await serials('--label', 'team=a', '--label', 'stage=live')).toBe(first)
    expect(await serials('--status', 'revoked')).toBe('')
    expect((await sandbox.run(['cred', 'list'])).stdout).toMatch(/ EXPIRES +LABELS\n.*Z {2}team=a stage=live\n/)
    const page = await sandbox.run(['cred', 'list', '--limit', '1'])
    expect(page.stderr).toBe(`There are more: pass --after ${first}, or a higher --limit\n`)
    expect(await serials('--limit', '1', '--after', first)).toBe(second)
    expect((await sandbox.run(['cred', 'list', '--limit', '0'])).exitCode).toBe(2)
    expect((await sandbox.run(['cred', 'list', '--after', 'x'])).exitCode).toBe(2)
    expect((await sandbox.run(['cred', 'list', '--label', 'x'])).exitCode).toBe(2)
  })
})

describe('cred show, renew, revoke and prune', () => {
  it('know a credential by its serial number in decimal or hexadecimal and by its certificate', async () => {
    await using sandbox = await sandboxWithRole()
    const serial = await generate(sandbox, 'app', '--label', 'team=a')
    const hex = BigInt(serial).toString(16)
    for (const name of [
      [serial],
      [`0x${hex}`],
      [hex.replaceAll(/(..)(?=.)/g, '$1:')],
      ['--certificate', 'app/cert.pem'],
    ]) {
      const {stdout} = await sandbox.run(['cred', 'show', ...name])
      expect(stdout).toContain(`Serial number  ${serial}\n`)
      expect(stdout).toContain('Labels         team=a\n')
    }
    const both = await sandbox.run(['cred', 'revoke', serial, '--certificate', 'app/cert.pem', '--yes'])
    expect(both).toMatchObject({exitCode: 2, stderr: expect.stringContaining('not by both')})
    expect((await sandbox.run(['cred', 'revoke', '--yes'])).exitCode).toBe(2)
    expect((await sandbox.run(['cred', 'show', '12'])).stderr).toContain('No credential has the serial number 12')
  })

  it('put a new credential into the place of an old one, which works on or is revoked', async () => {
    await using sandbox = await sandboxWithRole()
    const old = await generate(sandbox, 'old', '--ttl', '30d', '--san', 'app.example.com', '--label', 'team=a')
    const renewed = await sandbox.run(['cred', 'renew', '--certificate', 'old/cert.pem', '--out', 'new'])
    expect(renewed.exitCode).toBe(0)
    expect(renewed.stderr).toContain(': 30d, as the one before\n')
    expect(renewed.stderr).toMatch(new RegExp(`The old credential ${old} works until .* kmipctl cred revoke ${old}\n$`))
    expect(renewed.stdout).toContain(`export KMIPCTL_KEY=${join(sandbox.folder, 'new', 'key.pem')}`)
    const {envelope} = await sandbox.json(['cred', 'renew', old, '--csr', fixture('p521.csr'), '--revoke-old'])
    expect(envelope).toMatchObject({
      result: {labels: {team: 'a'}, status: 'valid', privateKeyPem: null, old: {serialNumber: old, status: 'revoked'}},
    })
    const again = await sandbox.run(['cred', 'renew', old])
    expect(again).toMatchObject({exitCode: 2, stderr: expect.stringContaining('is revoked and cannot be renewed')})
    const both = await sandbox.run(['cred', 'renew', old, '--csr', fixture('p521.csr'), '--keep-key'])
    expect(both.exitCode).toBe(2)
  })

  it('forget what is revoked, after a question', async () => {
    await using sandbox = await sandboxWithRole()
    const gone = await generate(sandbox, 'gone')
    await generate(sandbox, 'kept')
    expect(await sandbox.run(['cred', 'prune', '--yes'])).toMatchObject({
      exitCode: 0,
      stderr: 'There is no such credential\n',
    })
    await sandbox.run(['cred', 'revoke', gone, '--yes'])
    expect((await sandbox.run(['cred', 'prune'])).stderr).toBe(
      'Error: Missing --yes: pass it, or run on a terminal to be asked\n',
    )
    expect((await sandbox.run(['cred', 'prune', '--older-than', '1d', '--yes'])).stderr).toBe(
      'There is no such credential\n',
    )
    expect((await sandbox.json(['cred', 'prune', '--revoked', '--yes'])).envelope).toMatchObject({
      result: {pruned: [gone]},
    })
    expect((await sandbox.json(['cred', 'list'])).envelope).toMatchObject({result: {credentials: [{status: 'valid'}]}})
  })
})

describe('cred recipes', () => {
  it('list the client programs, and tell all about one', async () => {
    await using sandbox = await createSandbox()
    const {stdout} = await sandbox.run(['cred', 'recipes'])
    expect(stdout).toMatch(
      /\nvsphere +VMware vCenter Server +rsa-3072 +clientAuth, serverAuth +ca.pem cert.pem key.pem\n/,
    )
    expect((await sandbox.run(['cred', 'recipes', 'dsm'])).stdout).toContain('Alternative name  needed\n')
    expect((await sandbox.json(['cred', 'recipes', 'percona'])).envelope).toMatchObject({
      result: {recipes: [{name: 'percona', operations: ['register', 'activate', 'get', 'get-attributes']}]},
    })
    expect((await sandbox.run(['cred', 'recipes', 'x'])).exitCode).toBe(2)
  })
})

describe("role show under Vault's names", () => {
  it('prints what vault read prints, and is the result', async () => {
    await using sandbox = await sandboxWithRole('get', 'create_keypair')
    const args = ['role', 'show', 'app', '--scope', 'finance', '--vault']
    expect((await sandbox.run(args)).stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['operation_create_key_pair', 'true'],
      ['operation_create_keypair', 'true'],
      ['operation_get', 'true'],
      ['tls_client_key_bits', '0'],
      ['tls_client_key_ttl', '0s'],
      ['tls_client_key_type', 'n/a'],
      ['tls_client_ttl', '0s'],
      [''],
    ])
    expect((await sandbox.json(args)).envelope).toMatchObject({
      result: {operation_get: true, tls_client_key_type: '', tls_client_key_ttl: 0},
    })
  })
})
