import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {describeCertificate, readCertificates} from '../../src/ca/certificate.ts'
import {foreignAuthority, foreignClient} from '../support/imported-authorities.ts'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'

async function sandboxWithRole(): Promise<Sandbox> {
  const sandbox = await createSandbox()
  await sandbox.run(['scope', 'create', 'finance'])
  await sandbox.run(['role', 'create', 'app', '--scope', 'finance', '--all'])
  return sandbox
}

describe('ca', () => {
  it('generate, list, show and delete lead a named authority through its life', async () => {
    await using sandbox = await sandboxWithRole()
    const generate = ['ca', 'generate', 'corporate', '--key-type', 'ec', '--key-bits', '384', '--ttl', '20d']
    const made = await sandbox.run(generate)
    expect(made).toMatchObject({exitCode: 0, stdout: ''})
    expect(made.stderr).toContain('✔ Made the certificate authority corporate\n')
    expect(await sandbox.run(generate)).toMatchObject({exitCode: 2, stdout: ''})

    const updated = await sandbox.run(['role', 'update', 'app', '--scope', 'finance', '--ca', 'corporate'])
    expect(updated.exitCode).toBe(0)
    expect(updated.stderr).toContain('No listener trusts clients of the certificate authority corporate yet')
    expect((await sandbox.run(['role', 'show', 'app', '--scope', 'finance'])).stdout).toMatch(/Issued by +corporate\n/)
    await sandbox.run(['cred', 'generate', '--scope', 'finance', '--role', 'app', '--out', 'app'])
    const [leaf] = readCertificates(await readFile(join(sandbox.folder, 'app', 'cert.pem'), 'utf8'))
    expect(leaf && describeCertificate(leaf).issuer).toBe('CN=corporate')

    const list = await sandbox.run(['ca', 'list'])
    expect(list.stdout).toMatch(
      /^NAME +KIND +KEY +EXPIRES +CREDENTIALS +USED BY\ncorporate +generated +ec 384 +\S+Z \(soon\) +1 +role app of scope finance\n$/,
    )
    const used = await sandbox.run(['ca', 'delete', 'corporate', '--yes'])
    expect(used).toMatchObject({exitCode: 2, stdout: ''})
    expect(used.stderr).toContain('The certificate authority corporate is used by role app of scope finance')

    await sandbox.run(['role', 'update', 'app', '--scope', 'finance', '--ca', 'default'])
    const asked = await sandbox.run(['ca', 'delete', 'corporate'])
    expect(asked).toMatchObject({exitCode: 2})
    expect(asked.stderr).toContain('--yes')
    const deleted = await sandbox.run(['ca', 'delete', 'corporate', '--yes'])
    expect(deleted.stderr).toBe('✔ Deleted the certificate authority corporate, which ends 1 valid credential\n')
    expect((await sandbox.run(['ca', 'show', 'corporate'])).exitCode).toBe(2)
  })

  it('show prints the own chain in PEM: the intermediate, then the root', async () => {
    await using sandbox = await createSandbox()
    const {stdout, stderr} = await sandbox.run(['ca', 'show'])
    const chain = readCertificates(stdout).map(({subject}) => subject)
    expect(chain).toEqual(['CN=kmipctl-intermediate', 'CN=kmipctl-root'])
    expect(stderr).toMatch(/Name +default\n/)
    expect(stdout + stderr).not.toContain('PRIVATE KEY')
  })

  it('import and update map the clients of somebody else, and store no private key', async () => {
    await using sandbox = await sandboxWithRole()
    const {certificatePem, privateKeyPem} = await foreignAuthority({commonName: 'Partner CA'})
    await writeFile(join(sandbox.folder, 'partner.pem'), certificatePem + privateKeyPem)
    const imported = await sandbox.run([
      'ca',
      'import',
      'partner',
      'partner.pem',
      '--scope',
      'finance',
      '--role-field',
      'CN',
    ])
    expect(imported.exitCode).toBe(0)
    expect(imported.stderr).toContain(
      'Warning: The file holds a private key too, which is not needed and was not stored',
    )
    expect(imported.stderr).toContain('Imported the certificate authority partner: scope finance, role from CN\n')
    const updated = await sandbox.run(['ca', 'update', 'partner', '--scope-field', 'OU'])
    expect(updated.stderr).toContain('scope from OU, role from CN\n')
    const {envelope} = await sandbox.json(['ca', 'show', 'partner'])
    expect(envelope).toMatchObject({
      ok: true,
      result: {authority: {kind: 'imported', mapping: {scopeField: 'OU', roleField: 'CN'}}},
    })
    expect(JSON.stringify(envelope)).not.toContain('PRIVATE KEY')
  })

  it('cred revoke takes back a certificate of an imported authority', async () => {
    await using sandbox = await sandboxWithRole()
    const authority = await foreignAuthority({commonName: 'Partner CA'})
    const client = await foreignClient(authority, {subject: [{type: 'CN', value: 'app'}]})
    await writeFile(join(sandbox.folder, 'partner.pem'), authority.certificatePem)
    await writeFile(join(sandbox.folder, 'client.pem'), client.certificatePem)
    await sandbox.run(['ca', 'import', 'partner', 'partner.pem', '--scope', 'finance', '--role-field', 'CN'])
    const revoked = await sandbox.run(['cred', 'revoke', '--certificate', 'client.pem', '--yes'])
    expect(revoked).toMatchObject({exitCode: 0, stdout: ''})
    expect(revoked.stderr).toMatch(/^✔ Revoked certificate \d+ \(CN=app\) of the authority partner\n$/)
    expect((await sandbox.run(['ca', 'show', 'partner'])).stderr).toMatch(/Revoked +\d+ \(CN=app\)\n/)
    const stranger = await foreignClient(await foreignAuthority(), {subject: [{type: 'CN', value: 'app'}]})
    await writeFile(join(sandbox.folder, 'stranger.pem'), stranger.certificatePem)
    const refused = await sandbox.run(['cred', 'revoke', '--certificate', 'stranger.pem', '--yes'])
    expect(refused).toMatchObject({exitCode: 2, stdout: ''})
    expect(refused.stderr).toContain('comes from no imported authority')
  })

  it('import takes one certificate in DER', async () => {
    await using sandbox = await sandboxWithRole()
    const {certificatePem} = await foreignAuthority()
    const [certificate] = readCertificates(certificatePem)
    await writeFile(join(sandbox.folder, 'partner.der'), certificate?.raw ?? '')
    const args = ['ca', 'import', 'partner', 'partner.der', '--scope', 'finance', '--role', 'app']
    expect((await sandbox.json(args)).envelope).toMatchObject({ok: true, result: {kind: 'imported'}})
  })

  it('rotate and retire overlap two generations', async () => {
    await using sandbox = await sandboxWithRole()
    await sandbox.run(['cred', 'generate', '--scope', 'finance', '--role', 'app', '--out', 'app'])
    const wanted = await sandbox.run(['config', 'set', 'tls_ca_key_bits=384'])
    expect(wanted.stderr).toContain('keeps its key ec 521: tls_ca_key_type and tls_ca_key_bits act when it is rotated')
    const rotated = await sandbox.run(['ca', 'rotate'])
    expect(rotated.stderr).toContain('Generation 2 of the certificate authority default issues from now on\n')
    expect(rotated.stderr).toContain('kmipctl ca retire default/1\n')
    expect((await sandbox.json(['ca', 'list'])).envelope).toMatchObject({
      result: {
        authorities: [
          {name: 'default', generation: 2, keyBits: 384, credentials: 0},
          {name: 'default/1', supersededBy: 'default', credentials: 1},
        ],
      },
    })
    const retired = await sandbox.run(['ca', 'retire', 'default/1', '--yes'])
    expect(retired.stderr).toBe('✔ Retired default/1, which ends 1 valid credential\n')
    expect((await sandbox.run(['ca', 'retire', 'default', '--yes'])).exitCode).toBe(2)
  })

  it.each([
    [['ca', 'generate'], 'Missing NAME'],
    [['ca', 'generate', 'a b'], 'cannot be the name of a certificate authority'],
    [['ca', 'generate', 'a', '--key-type', 'dsa'], '--key-type'],
    [['ca', 'generate', 'a', '--key-bits', '224'], 'EC keys of 224 bits are not available'],
    [['ca', 'generate', 'a', '--key-type', 'rsa', '--key-bits', '512'], 'RSA keys of 512 bits are not available'],
    [['ca', 'generate', 'a', '--ttl', 'soon'], 'soon'],
    [['ca', 'import', 'a'], 'Missing FILE'],
    [['ca', 'import', 'a', 'none.pem', '--scope', 's', '--role', 'r'], 'none.pem'],
    [['ca', 'import', 'a', 'package.json', '--scope', 's', '--role', 'r'], 'not an X.509 certificate'],
    [['ca', 'update', 'a', '--scope', 's'], 'There is no certificate authority a'],
    [['ca', 'rotate', 'a'], 'There is no certificate authority a'],
    [['ca', 'retire', 'a'], 'There is no certificate authority a'],
    [['ca', 'show', 'a'], 'There is no certificate authority a'],
    [['ca', 'delete', 'a', '--yes'], 'There is no certificate authority a'],
    [['ca', 'delete', 'default', '--yes'], "The server's own certificate authority cannot be deleted"],
    [['role', 'create', 'r', '--scope', 'finance', '--all', '--ca', 'a'], 'There is no certificate authority a'],
  ])('%j is refused with a sentence', async (args, sentence) => {
    await using sandbox = await sandboxWithRole()
    await writeFile(join(sandbox.folder, 'package.json'), '{}')
    const {exitCode, stdout, stderr} = await sandbox.run(args)
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''})
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/\n +at /)
  })
})
