import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/messages/${name}`, import.meta.url))
const material = '000102030405060708090a0b0c0d0e0f'

describe('kmipctl ttlv decode', () => {
  it('shows the same tree for every encoding, without key material', async () => {
    await using sandbox = await createSandbox()
    const names = ['get-response.bin', 'get-response.hex', 'get-response.base64', 'get-response.xml']
    const runs = await Promise.all(names.map((name) => sandbox.run(['ttlv', 'decode', fixture(name)])))
    for (const run of runs) expect(run).toEqual({exitCode: 0, stdout: runs[0]?.stdout, stderr: ''})
    const lines = runs[0]?.stdout.split('\n') ?? []
    expect(lines[0]).toMatch(/^ResponseMessage +Structure$/)
    expect(lines).toContainEqual(expect.stringMatching(/KeyMaterial +ByteString +<16 bytes, sha256 be45cb26…>$/))
  })

  it('says that an encoding lost its secrets, and keeps them with --reveal', async () => {
    await using sandbox = await createSandbox()
    const decode = ['ttlv', 'decode', fixture('get-response.bin'), '--output']
    const hidden = await sandbox.run([...decode, 'xml'])
    expect(hidden.stdout).not.toContain(material)
    expect(hidden.stderr).toContain('pass --reveal')
    const revealed = await sandbox.run([...decode, 'xml', '--reveal'])
    expect(revealed).toEqual({exitCode: 0, stdout: await readFile(fixture('get-response.xml'), 'utf8'), stderr: ''})
  })

  it('reads several messages from standard input and writes them so that it can read them again', async () => {
    await using sandbox = await createSandbox()
    const input = await readFile(fixture('two-messages.json'))
    const decode = (output: string, text: string | Buffer) =>
      sandbox.run(['ttlv', 'decode', '-', '--output', output], {input: text})
    const xml = await decode('xml', input)
    const hex = await decode('hex', xml.stdout)
    expect(hex.stdout.trim().split('\n')).toHaveLength(2)
    expect((await decode('json', hex.stdout)).stdout).toBe(input.toString())
    expect((await decode('tree', input)).stdout.match(/^RequestMessage/gm)).toHaveLength(2)
  })

  it('answers with the encoding and the messages with --json', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr, envelope} = await sandbox.json(['ttlv', 'decode', fixture('query-request.xml')])
    const messages = [JSON.parse(await readFile(fixture('query-request.json'), 'utf8'))]
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(envelope).toMatchObject({ok: true, command: 'ttlv decode', result: {encoding: 'xml', messages}})
    const secret = await sandbox.run(['ttlv', 'decode', fixture('get-response.hex'), '--json'])
    expect(secret.stdout).not.toContain(material)
  })

  it('ends with 5 for malformed input and shows the place', async () => {
    await using sandbox = await createSandbox()
    const broken = await sandbox.run(['ttlv', 'decode', fixture('unknown-type.hex')])
    expect(broken.exitCode).toBe(5)
    expect(broken.stdout).toBe('')
    expect(broken.stderr).toMatch(/^At ResponseMessage > ResponseHeader > BatchCount, byte 75 \(0x4b\)\n {2}000020 /)
    expect(broken.stderr).toMatch(/\nError: Item at byte 72 has the unknown type code 0x2f\n$/)
    const {envelope} = await sandbox.json(['ttlv', 'decode', fixture('truncated.bin')])
    expect(envelope).toMatchObject({ok: false, error: {code: 'TTLV', path: ['ResponseMessage'], offset: 4}})
    expect((await sandbox.run(['ttlv', 'decode', '-'], {input: 'hello world!'})).exitCode).toBe(5)
  })

  it('ends with 2 for wrong use', async () => {
    await using sandbox = await createSandbox()
    expect(await sandbox.run(['ttlv', 'decode'])).toMatchObject({exitCode: 2, stderr: expect.stringContaining('FILE')})
    expect(await sandbox.run(['ttlv', 'decode', 'nowhere'])).toMatchObject({
      exitCode: 2,
      stderr: 'Error: The file nowhere cannot be read: it does not exist\n',
    })
    expect((await sandbox.run(['ttlv', 'decode', '-', '--output', 'yaml'])).exitCode).toBe(2)
  })
})
