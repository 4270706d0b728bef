import {readFile, rename} from 'node:fs/promises'
import {join} from 'node:path'
import {connect} from 'node:tls'
import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {Readiness} from '../../src/cli/server/ready-file.ts'
import {createSandbox} from '../support/run-cli.ts'
import {request, TestClient} from '../support/running-server.ts'
import {serve} from '../support/serving.ts'

async function ask({host, port, ca, cert, key}: Readiness): Promise<void> {
  const [caPem, certPem, keyPem] = [ca, cert, key].map((path) => readFileSync(path ?? ''))
  const client = new TestClient(connect({host, port, ca: caPem, cert: certPem, key: keyPem}))
  await client.secured()
  await client.ask(request())
  client.socket.destroy()
}

describe('the log of kmipctl serve', () => {
  it('shows requests and answers as trees with --trace-requests', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--trace-requests'])
    await ask(server.ready)
    const said = await server.said('ResponseMessage')
    expect(said).toMatch(/info {2}Request peer=\S+ scope=ephemeral role=admin\n {4}RequestMessage +Structure\n/)
    expect(said).toContain('DiscoverVersions')
    expect(said).not.toContain('\u001b')
  })

  it('is for programs with --log-format json, trees too', async () => {
    await using sandbox = await createSandbox()
    await using server = await serve(sandbox, ['--ephemeral', '--trace-requests', '--log-format', 'json'])
    await ask(server.ready)
    const lines = (await server.said('ResponseMessage')).split('\n').filter((line) => line.startsWith('{'))
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries.map(({msg}) => msg)).toEqual(expect.arrayContaining(['Listening', 'Request', 'Response']))
    expect(entries.find(({msg}) => msg === 'Response')).toMatchObject({tree: {tag: 'ResponseMessage'}})
  })

  it('goes to a file with --log-file, and to a new one after SIGHUP', async () => {
    await using sandbox = await createSandbox()
    const file = join(sandbox.folder, 'kmip.log')
    await using server = await serve(sandbox, ['--ephemeral', '--log-requests', '--log-file', file])
    await ask(server.ready)
    expect(await readFile(file, 'utf8')).toMatch(/ Listening .*\n[^]* Request .*DiscoverVersions/)
    await rename(file, `${file}.1`)
    server.signal('SIGHUP')
    // The renewed certificate is noted after the file was opened anew
    const renewed = async (): Promise<boolean> =>
      readFile(file, 'utf8').then(
        (text) => text.includes('Server certificate renewed'),
        () => false,
      )
    while (!(await renewed())) await new Promise((resolve) => setImmediate(resolve))
    await ask(server.ready)
    expect(await readFile(file, 'utf8')).toContain('DiscoverVersions')
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(await readFile(file, 'utf8')).toContain('Stopping')
    expect(server.stderr()).not.toContain('DiscoverVersions')
  })

  it('does not begin where its file cannot be written', async () => {
    await using sandbox = await createSandbox()
    const file = join(sandbox.folder, 'missing', 'kmip.log')
    const {exitCode, stderr} = await sandbox.run([
      'serve',
      '--ephemeral',
      '--listen',
      '127.0.0.1:0',
      '--log-file',
      file,
    ])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`Cannot write the log file ${file}`)])
  })
})
