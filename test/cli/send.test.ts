import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'
import {createServedSandbox} from '../support/served-sandbox.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/messages/${name}`, import.meta.url))

describe('kmipctl send', () => {
  it('sends a message of any encoding and shows the answer', async () => {
    await using sandbox = await createServedSandbox()
    for (const name of ['query-request.xml', 'query-request.json']) {
      const {exitCode, stdout, stderr} = await sandbox.run(['send', fixture(name)])
      expect([exitCode, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^ResponseMessage +Structure\n/)
      expect(stdout).toMatch(/ObjectType +Enumeration +SymmetricKey/)
    }
    const xml = await sandbox.text(['send', fixture('query-request.xml'), '--output', 'xml'])
    expect(xml).toContain('<ResultStatus type="Enumeration" value="Success"/>')
  })

  it('ends with 4 at the first batch item that failed, after showing its answer', async () => {
    await using sandbox = await createServedSandbox()
    const {exitCode, stdout, stderr} = await sandbox.run(['send', fixture('two-messages.json')])
    expect(exitCode).toBe(4)
    expect(stdout.match(/^ResponseMessage/gm)).toHaveLength(2)
    expect(stderr).toMatch(/^Error: Server refused Get: Item Not Found \(.+\)\nHint: Item Not Found means: /)
    const {envelope} = await sandbox.json(['send', fixture('two-messages.json')])
    expect(envelope).toMatchObject({
      ok: false,
      error: {code: 'KMIP_ItemNotFound', reason: 'ItemNotFound'},
      result: {responses: [{tag: 'ResponseMessage'}, {tag: 'ResponseMessage'}]},
      connection: {kmipVersion: '1.4', profile: null, tls: {authorized: true, version: 'TLSv1.3'}},
    })
  })

  it('goes on after failures with --no-fail', async () => {
    await using sandbox = await createServedSandbox()
    const run = await sandbox.json(['send', fixture('two-messages.json'), '--no-fail'])
    expect(run).toMatchObject({exitCode: 0, stderr: '', envelope: {ok: true}})
  })

  it('sends nothing when a message is malformed', async () => {
    await using sandbox = await createServedSandbox()
    const run = await sandbox.run(['send', fixture('unknown-type.hex'), '--trace'])
    expect(run.exitCode).toBe(5)
    expect(run.stderr).not.toContain('→')
    expect(run.stderr).toContain('--as-is')
  })

  // Query in KMIP 1.4 for one function, where somebody took another one away: all structures are 16 bytes too long
  const edited = [
    '42007801 00000088 # Request Message',
    '42007701 00000038 42006901 00000020 42006a02 00000004 00000001 00000000 42006b02 00000004 00000004 00000000',
    '42000d02 00000004 00000001 00000000',
    '42000f01 00000040 42005c05 00000004 00000018 00000000',
    '42007901 00000020 42007405 00000004 00000001 00000000',
  ].join('\n')

  it('puts the lengths of an edited message right with --fix, and its version with --kmip-version', async () => {
    await using sandbox = await createServedSandbox()
    expect(await sandbox.run(['send', '-'], {input: edited})).toMatchObject({exitCode: 5, stdout: ''})
    const fixed = await sandbox.run(['send', '-', '--fix'], {input: edited})
    expect([fixed.exitCode, fixed.stdout]).toEqual([0, expect.stringMatching(/ProtocolVersionMinor +Integer +4\n/)])
    const older = await sandbox.run(['send', '-', '--fix', '--kmip-version', '1.1'], {input: edited})
    expect([older.exitCode, older.stdout]).toEqual([0, expect.stringMatching(/ProtocolVersionMinor +Integer +1\n/)])
  })

  it('sends what is no message as it is with --as-is, and shows what the server makes of it', async () => {
    await using sandbox = await createServedSandbox()
    const send = (input: string) =>
      sandbox.run(['send', '-', '--as-is', '--timeout', '3s', '--connect-timeout', '3s'], {input})
    const typed = await send('42007801 00000010 42007707 00000004 00000001 00000000')
    expect([typed.exitCode, typed.stdout]).toEqual([
      4,
      expect.stringMatching(/ResultReason +Enumeration +InvalidMessage/),
    ])
    const noise = await send('00112233 44556677 8899aabb ccddeeff')
    expect([noise.exitCode, noise.stderr]).toEqual([
      4,
      expect.stringContaining('Message does not begin with a KMIP tag'),
    ])
  })

  it('takes the word of --encoding, whatever the text looks like', async () => {
    await using sandbox = await createServedSandbox()
    const hex = (await sandbox.text(['ttlv', 'decode', fixture('query-request.xml'), '--output', 'hex'])).replaceAll(
      /\s/g,
      '',
    )
    const input = Buffer.from(hex, 'hex').toString('base64')
    expect(await sandbox.run(['send', '-'], {input})).toMatchObject({exitCode: 0})
    expect(await sandbox.run(['send', '-', '--encoding', 'base64'], {input})).toMatchObject({exitCode: 0})
    expect(await sandbox.run(['send', '-', '--encoding', 'hex'], {input})).toMatchObject({exitCode: 5, stdout: ''})
  })

  it('ends with 3 without a server, and tells where it tried', async () => {
    await using sandbox = await createSandbox()
    const send = ['send', fixture('query-request.xml'), '--server', '127.0.0.1:1']
    expect(await sandbox.run(send)).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringMatching(/^Error: Server 127\.0\.0\.1:1 refused the connection\nHint: /),
    })
    expect((await sandbox.json(send)).envelope).toMatchObject({
      ok: false,
      error: {code: 'TRANSPORT_CONNECT'},
      connection: {server: '127.0.0.1:1', tls: null},
    })
  })

  it('ends with 2 when nobody says where the server is', async () => {
    await using sandbox = await createSandbox()
    expect(await sandbox.run(['send', fixture('query-request.xml')])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'Error: No server is given\nHint: Pass --server, set KMIPCTL_SERVER, or save it with kmipctl profile add\n',
    })
  })
})
