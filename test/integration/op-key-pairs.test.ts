import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

describe('key pairs', () => {
  it('sign and verify, and go on with a replacement', async () => {
    const made = await sandbox.text([
      'op',
      'create-key-pair',
      '--curve',
      'P-256',
      '--private-name',
      'signer',
      '--output',
      'id',
    ])
    const [privateKey = '', publicKey = ''] = made.split('\n')
    for (const id of [privateKey, publicKey]) await sandbox.text(['op', 'activate', id])
    const out = join(sandbox.folder, 'signature.bin')
    const data = ['--hash', 'SHA-256', '--data', 'a message']
    expect((await sandbox.run(['op', 'sign', privateKey, ...data, '--out', out])).exitCode).toBe(0)
    const verify = (...flags: string[]) => sandbox.json(['op', 'signature-verify', publicKey, ...flags])
    expect(await verify(...data, '--signature-file', out)).toMatchObject({
      exitCode: 0,
      envelope: {result: {validityIndicator: 'Valid'}},
    })
    const digest = createHash('sha256').update('a message').digest('hex')
    expect((await verify('--digest-hex', digest, '--signature-file', out)).exitCode).toBe(0)
    const other = await verify('--hash', 'SHA-256', '--data', 'another', '--signature-file', out)
    expect(other).toMatchObject({
      exitCode: 6,
      envelope: {ok: false, error: {code: 'CHECK_FAILED'}, result: {validityIndicator: 'Invalid'}},
    })
    const next = await sandbox.text(['op', 'rekey-key-pair', privateKey, '--output', 'id'])
    expect(next.split('\n')).toHaveLength(2)
    expect(await sandbox.text(['op', 'locate', '--name', 'signer', '--output', 'id'])).toBe(next.split('\n')[0])
  })

  it('encrypt and decrypt, active from the beginning', async () => {
    const usages = ['--private-usage', 'decrypt', '--public-usage', 'encrypt']
    const made = await sandbox.run(['op', 'create-key-pair', ...usages, '--activate', '--output', 'id'])
    expect(made.exitCode).toBe(0)
    const [privateKey = '', publicKey = ''] = made.stdout.trim().split('\n')
    const oaep = ['--padding', 'OAEP', '--hash', 'SHA-256', '--mask-hash', 'SHA-1', '--label-hex', 'c0ffee']
    const out = join(sandbox.folder, 'oaep.bin')
    await sandbox.text(['op', 'encrypt', publicKey, ...oaep, '--data', 'top secret', '--out', out])
    const decrypt = ['op', 'decrypt', privateKey, ...oaep, '--data-file', out, '--out', '-']
    expect(await sandbox.text(decrypt)).toBe('top secret')
  })
})
