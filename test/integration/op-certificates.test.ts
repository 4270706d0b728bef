import {X509Certificate} from 'node:crypto'
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'
import {fixture} from '../unit/ca/fixture.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

async function publicKey(): Promise<string> {
  const made = await sandbox.text(['op', 'create-key-pair', '--curve', 'P-256', '--output', 'id'])
  return made.split('\n')[1] ?? ''
}

async function fetch(id: string): Promise<X509Certificate> {
  const out = join(sandbox.folder, `${id}.der`)
  expect((await sandbox.run(['op', 'get', id, '--out', out])).exitCode).toBe(0)
  return new X509Certificate(await readFile(out))
}

describe('certificates', () => {
  it('are made of public keys, renewed and validated', async () => {
    const key = await publicKey()
    const made = await sandbox.text(['op', 'certify', key, '--subject', 'CN=web,O=Example', '--output', 'id'])
    const first = await fetch(made)
    expect(first.subject).toBe('O=Example\nCN=web')
    const renewed = await sandbox.text(['op', 'recertify', made, '--output', 'id'])
    const second = await fetch(renewed)
    expect(second.subject).toBe(first.subject)
    expect(second.serialNumber).not.toBe(first.serialNumber)
    // There is nothing hidden in it
    expect(await sandbox.run(['op', 'get', renewed])).toMatchObject({exitCode: 0, stderr: ''})
    expect(await sandbox.json(['op', 'validate', renewed])).toMatchObject({
      exitCode: 0,
      envelope: {result: {validityIndicator: 'Valid'}},
    })
    expect(await sandbox.json(['op', 'validate', renewed, '--date', '+1000d'])).toMatchObject({
      exitCode: 6,
      envelope: {error: {message: 'The certificate chain is invalid'}},
    })
  })

  it('are registered and validated from files', async () => {
    const key = await publicKey()
    const id = await sandbox.text(['op', 'certify', key, '--output', 'id'])
    const file = join(sandbox.folder, 'leaf.pem')
    const certificate = await fetch(id)
    await writeFile(file, certificate.toString())
    const copy = await sandbox.text(['op', 'register', '--file', file, '--name', 'copy', '--output', 'id'])
    expect((await fetch(copy)).fingerprint256).toBe(certificate.fingerprint256)
    expect(await sandbox.run(['op', 'validate', '--file', file])).toMatchObject({exitCode: 0})
    const unknown = join(sandbox.folder, 'unknown.pem')
    await writeFile(unknown, 'nothing')
    expect((await sandbox.run(['op', 'validate', '--file', unknown])).exitCode).toBe(2)
  })

  it('refuse a request for another key', async () => {
    const request = join(sandbox.folder, 'request.csr')
    await writeFile(request, fixture('p256.csr'))
    expect(await sandbox.json(['op', 'certify', await publicKey(), '--request', request])).toMatchObject({
      exitCode: 4,
      envelope: {error: {reason: 'InvalidField'}},
    })
  })
})

describe('certificate requests', () => {
  it.each(['2.0', '2.1'])('are kept, certified, used once more and given out at %s', async (version) => {
    const file = join(sandbox.folder, 'kept.csr')
    await writeFile(file, fixture('p256.csr'))
    const at = ['--kmip-version', version]
    const request = await sandbox.text(['op', 'register', '--file', file, ...at, '--output', 'id'])
    const copy = await sandbox.text(['op', 'import', `copy-${version}`, '--file', file, ...at, '--output', 'id'])
    const found = await sandbox.text(['op', 'locate', '--type', 'certificate-request', ...at, '--output', 'id'])
    expect(found.split('\n')).toEqual(expect.arrayContaining([request, copy]))
    const certificate = await sandbox.text(['op', 'certify', request, ...at, '--output', 'id'])
    expect((await fetch(certificate)).subject).toBe('O=Example\nCN=p256')
    const again = ['op', 'recertify', certificate, '--request-id', copy, ...at, '--output', 'id']
    expect((await fetch(await sandbox.text(again))).subject).toBe('O=Example\nCN=p256')
    const pem = await sandbox.text(['op', 'get', request, '--as', 'pem', ...at])
    expect(pem).toBe(fixture('p256.csr').toString().trim())
    expect(await sandbox.json(['op', 'get', request, '--kmip-version', '1.4'])).toMatchObject({
      exitCode: 4,
      envelope: {error: {reason: 'FeatureNotSupported'}},
    })
  })
})

describe('PKCS#12', () => {
  it('goes in with a password that the server knows, and comes out again', async () => {
    const secret = ['--type', 'secret', '--data', 'changeit', '--activation-date', 'now']
    const password = await sandbox.text(['op', 'register', ...secret, '--output', 'id'])
    const file = join(sandbox.folder, 'in.p12')
    await writeFile(file, fixture('openssl3-ec.p12'))
    const link = `Link=PKCS#12 Password Link:${password}`
    const flags = ['--type', 'private', '--format', 'PKCS#12', '--file', file, '--attribute', link]
    const key = await sandbox.text(['op', 'register', ...flags, '--output', 'id'])
    const out = join(sandbox.folder, 'out.p12')
    expect(await sandbox.run(['op', 'get', key, '--format', 'PKCS#12', '--out', out])).toMatchObject({exitCode: 0})
    const {readPkcs12} = await import('../../src/ca/pkcs12-read.ts')
    expect((await readPkcs12(await readFile(out), 'changeit')).certificates).toHaveLength(2)
  })
})
