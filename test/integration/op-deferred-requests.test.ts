import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const op = (...args: readonly string[]) => sandbox.text(['op', ...args])

describe('a request that is put off', () => {
  it('is listed, processed on demand, polled, and then owed no more', async () => {
    const value = await op('create', '--asynchronous', '--kmip-version', '2.1')
    expect(value).toMatch(/^[0-9a-f]{36}$/)
    expect(await op('query-asynchronous-requests')).toContain(value)
    await op('process', value)
    const listed = await op('query-asynchronous-requests', '--operation', 'create')
    expect(listed).toContain('Completed')
    expect(await op('poll', value, '--kmip-version', '2.1')).toContain('SymmetricKey')
    expect(await op('query-asynchronous-requests')).not.toContain(value)
    const again = await sandbox.run(['op', 'process', value])
    expect(again).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Invalid Asynchronous Correlation Value'),
    })
    expect(await op('cancel', value, '--kmip-version', '2.1')).toContain('Completed')
  })
})

describe('rules of a scope', () => {
  it('refuse a key that a constraint does not allow, until there are none', async () => {
    await op('set-constraints', '--type', 'symmetric-key', '--attribute', 'Cryptographic Length=256')
    expect(await op('get-constraints')).toMatch(/CryptographicLength +Integer +256/)
    const refused = await sandbox.run(['op', 'create', '--length', '128', '--kmip-version', '2.1'])
    expect(refused).toMatchObject({exitCode: 4, stderr: expect.stringContaining('Constraint 1 of the scope')})
    await op('set-constraints', '--none')
    expect(await op('create', '--length', '128')).toMatch(/./)
  })

  it('give a key what its request lacks, and Query tells it', async () => {
    await op('set-defaults', '--type', 'symmetric-key', '--attribute', 'Comment=usual')
    const id = await op('create', '--kmip-version', '2.1', '--output', 'id')
    expect(await op('get-attributes', id, '--kmip-version', '2.1')).toContain('usual')
    const defaults = ['query', '--function', 'defaults-information', '--kmip-version', '2.1']
    expect(await op(...defaults)).toContain('usual')
    await op('set-defaults', '--none')
    expect(await op(...defaults)).not.toContain('usual')
  })
})
