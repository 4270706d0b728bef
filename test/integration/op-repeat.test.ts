import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {lineWords} from '../../src/cli/client/batch/line-words.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const nowhere = {KMIPCTL_SERVER: '', KMIPCTL_CERT: '', KMIPCTL_KEY: '', KMIPCTL_CA: ''}

describe('--print-command', () => {
  it('prints a line that does the same again, with what held besides', async () => {
    const {stderr} = await sandbox.run(['op', 'create', '--name', "it's", '--then', 'activate', '--print-command'])
    const line = stderr.split('\n').find((one) => one.startsWith('kmipctl ')) ?? ''
    expect(line).toContain(`--name 'it'\\''s'`)
    expect(line).toContain('--algorithm AES --usage encrypt,decrypt --length 256')
    expect(line).toContain('--kmip-version 1.4')
    const [, ...words] = lineWords(line)
    await sandbox.text(words, {env: nowhere})
    const found = await sandbox.text(['op', 'locate', '--name', "it's", '--state', 'active', '--output', 'id'])
    expect(found.split('\n')).toHaveLength(2)
  })

  it('holds no secret, and is a member of the answer to machines', async () => {
    const args = ['op', 'register', '--type', 'secret', '--data', 'hunter2', '--print-command']
    const {stdout, envelope} = await sandbox.json(args)
    expect(stdout).not.toContain('hunter2')
    const line: unknown = Object(envelope).commandLine
    expect(line).toMatch(/^kmipctl op register --type secret --file - /)
    const [, ...words] = lineWords(String(line))
    const id = await sandbox.text([...words, '--output', 'id'], {input: 'hunter2', env: nowhere})
    expect(await sandbox.text(['op', 'get', id, '--out', '-'])).toBe('hunter2')
  })

  it('answers the question that was answered', async () => {
    const {stderr} = await sandbox.run(['op', 'destroy', '7f3c', '--yes', '--dry-run', '--print-command'])
    expect(stderr).toMatch(/^kmipctl op destroy 7f3c --yes /)
  })
})

describe('--as-script', () => {
  it('prints the steps of a command, and sends nothing', async () => {
    const script = await sandbox.text(['op', 'create', '--name', 'a ${b}', '--activate', '--as-script'])
    expect(parse(script)).toEqual({
      version: '1.4',
      steps: [
        {
          operation: 'Create',
          request: {
            'Object Type': 'Symmetric Key',
            Attributes: {
              'Cryptographic Algorithm': 'AES',
              'Cryptographic Length': 256,
              'Cryptographic Usage Mask': ['Encrypt', 'Decrypt'],
              Name: 'a $${b}',
            },
          },
          capture: {uniqueIdentifier: 'Unique Identifier'},
        },
        {operation: 'Activate', request: {'Unique Identifier': '${uniqueIdentifier}'}},
      ],
    })
    expect(await sandbox.text(['op', 'locate', '--name', 'a ${b}', '--output', 'id'])).toBe('')
  })

  it('makes variables of secrets', async () => {
    const args = ['op', 'register', '--type', 'secret', '--data', 'hunter2', '--as-script']
    const {stdout, stderr} = await sandbox.run(args)
    expect(`${stdout}${stderr}`).not.toContain(Buffer.from('hunter2').toString('hex'))
    expect(parse(stdout)).toMatchObject({
      variables: {key_material: null},
      steps: [{request: {'Secret Data': {'Key Block': {'Key Value': {'Key Material': '${key_material}'}}}}}],
    })
    expect(stderr).toBe('The script needs a value: kmipctl run FILE --set key_material=VALUE\n')
    expect(await sandbox.text([...args, '--reveal'])).toContain(Buffer.from('hunter2').toString('hex'))
  })

  it('is done by run', async () => {
    const file = join(sandbox.folder, 'script.yaml')
    await writeFile(file, await sandbox.text(['op', 'create', '--name', 'run by ${x}', '--activate', '--as-script']))
    await sandbox.text(['run', file])
    const locate = ['op', 'locate', '--name', 'run by ${x}', '--state', 'active', '--output', 'id']
    expect(await sandbox.text(locate)).toMatch(/^\S+$/)
    const register = ['op', 'register', '--type', 'secret', '--data', 'hunter2', '--name', 'scripted']
    await writeFile(file, await sandbox.text([...register, '--then', 'activate', '--as-script']))
    expect((await sandbox.run(['run', file])).exitCode).toBe(2)
    await sandbox.text(['run', file, '--set', `key_material=${Buffer.from('hunter2').toString('hex')}`])
    const id = await sandbox.text(['op', 'locate', '--name', 'scripted', '--state', 'active', '--output', 'id'])
    expect(await sandbox.text(['op', 'get', id, '--out', '-'])).toBe('hunter2')
  })

  it('keeps a batch in one message', async () => {
    const lines = ['--then', 'activate', '--then', 'get-attributes State', '--on-error', 'undo']
    expect(parse(await sandbox.text(['op', 'create', ...lines, '--as-script']))).toMatchObject({
      steps: [
        {
          batch: [
            {operation: 'Create'},
            {operation: 'Activate', request: {}},
            {operation: 'Get Attributes', request: {'Attribute Reference': 'State'}},
          ],
          'on error': 'undo',
        },
      ],
    })
  })
})
