import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

async function result(...args: string[]): Promise<unknown> {
  const {exitCode, stderr, envelope} = await sandbox.json(['op', ...args])
  expect([exitCode, stderr]).toEqual([0, ''])
  return new Map<string, unknown>(Object.entries(envelope ?? {})).get('result')
}

const macKey = () =>
  sandbox.text(['op', 'create', '--activate', '--usage', 'mac-generate,mac-verify', '--output', 'id'])

describe('mac and mac-verify', () => {
  it('make a code and find it right, and wrong for other data', async () => {
    const id = await macKey()
    const file = join(sandbox.folder, 'message.mac')
    const hmac = ['--algorithm', 'HMAC-SHA256']
    await sandbox.text(['op', 'mac', id, ...hmac, '--data', 'a message', '--out', file])
    const code = await readFile(file)
    expect(code).toHaveLength(32)
    const verify = ['mac-verify', id, ...hmac, '--mac-hex', code.toString('hex')]
    expect(await result(...verify, '--data', 'a message')).toEqual({
      uniqueIdentifier: id,
      validityIndicator: 'Valid',
    })
    expect(await sandbox.json(['op', ...verify, '--data', 'another'])).toMatchObject({
      exitCode: 6,
      envelope: {
        ok: false,
        error: {code: 'CHECK_FAILED'},
        result: {uniqueIdentifier: id, validityIndicator: 'Invalid'},
      },
    })
  })

  it('leave the choice to the key', async () => {
    const id = await macKey()
    const cmac = await result('mac', id, '--data', 'a message')
    expect(await result('mac', id, '--mode', 'CMAC', '--data', 'a message')).toEqual(cmac)
  })
})

describe('keys of algorithms that came with 2.0', () => {
  it('sign on ed25519, and agree on x25519', async () => {
    const newer = ['--kmip-version', '2.0']
    const pair = async (curve: string) =>
      (await sandbox.text(['op', 'create-key-pair', '--curve', curve, '--activate', '--output', 'id', ...newer])).split(
        /\s+/,
      )
    const [signing = '', verifying = ''] = await pair('ed25519')
    const file = join(sandbox.folder, 'signature')
    await sandbox.text(['op', 'sign', signing, '--data', 'a message', '--out', file, ...newer])
    const check = ['signature-verify', verifying, '--signature-file', file, ...newer]
    expect(await result(...check, '--data', 'a message')).toMatchObject({validityIndicator: 'Valid'})
    expect(await sandbox.json(['op', ...check, '--data', 'another'])).toMatchObject({exitCode: 6})
    const [own = '', others = ''] = await pair('x25519')
    const agreement = ['--with', others, '--method', 'asymmetric-key', '--secret', '--length', '256', ...newer]
    expect(await result('derive-key', own, ...agreement)).toEqual({uniqueIdentifier: expect.any(String)})
  })
})

describe('hash', () => {
  it('gives SHA-256 unless another hash is named', async () => {
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(await result('hash', '--data', 'abc')).toEqual({data: sha256})
    const file = join(sandbox.folder, 'digest')
    await sandbox.text(['op', 'hash', '--hash', 'SHA3-256', '--data', 'abc', '--out', file])
    expect((await readFile(file)).toString('hex')).toBe(
      '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
    )
  })
})

describe('rng-retrieve and rng-seed', () => {
  it('hide the output unless it is asked for, and say how much of a seed is used', async () => {
    const hidden = await sandbox.run(['op', 'rng-retrieve', '16'])
    expect(hidden.stdout).toMatch(/Data +ByteString +<16 bytes, sha256 [0-9a-f]{8}…>/)
    expect(hidden.stderr).toBe('Output is hidden; pass --reveal to see it, or --out FILE to keep it\n')
    expect(await result('rng-retrieve', '16', '--reveal')).toEqual({data: expect.stringMatching(/^[0-9a-f]{32}$/)})
    expect(await result('rng-seed', '--data', 'a seed')).toEqual({dataLength: 0})
  })
})

describe('derive-key', () => {
  const secret = ['op', 'register', '--type', 'secret', '--secret-type', 'password', '--data', 'password']

  it('makes the key that a password stands for', async () => {
    const base = await sandbox.text([...secret, '--usage', 'derive-key', '--activation-date', 'now', '--output', 'id'])
    const pbkdf2 = ['--method', 'PBKDF2', '--salt-hex', '73616c74', '--iterations', '4096', '--parameters', 'SHA-256']
    const id = await sandbox.text(['op', 'derive-key', base, ...pbkdf2, '--name', 'derived', '--output', 'id'])
    const file = join(sandbox.folder, 'derived.key')
    await sandbox.text(['op', 'get', id, '--out', file])
    // The official test case TC-DERIVEKEY-5
    expect((await readFile(file)).toString('hex')).toBe(
      'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a',
    )
    expect(await sandbox.text(['op', 'locate', '--name', 'derived', '--output', 'id'])).toBe(id)
  })

  it('makes a secret from a key and derivation data', async () => {
    const base = await sandbox.text(['op', 'create', '--activate', '--usage', 'derive-key', '--output', 'id'])
    const hmac = ['--method', 'HMAC', '--parameters', 'SHA-256', '--data', 'storage', '--secret', '--length', '128']
    const id = await sandbox.text(['op', 'derive-key', base, ...hmac, '--output', 'id'])
    expect(await result('get-attributes', id, 'Object Type', 'Cryptographic Length')).toEqual({
      uniqueIdentifier: id,
      attributes: {ObjectType: 'SecretData', CryptographicLength: 128},
    })
  })
})
