import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {access, readdir} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {dirname} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox} from '../support/run-cli.ts'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** Runs JavaScript with Node as the command. */
const node = (script: string): string[] => ['--', process.execPath, '-e', script]

const printEnvironment = `
  const names = Object.keys(process.env).filter((name) => /^KMIP/.test(name)).sort()
  console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))))
`

/** Says hello to the server with the credential of the environment, and prints the certificate's name. */
const handshake = `
  const {readFileSync} = require('node:fs'), tls = require('node:tls')
  const {KMIP_HOST: host, KMIP_PORT: port, KMIP_CERT, KMIP_KEY, KMIP_CA} = process.env
  const socket = tls.connect({host, port, servername: 'localhost', cert: readFileSync(KMIP_CERT), key: readFileSync(KMIP_KEY), ca: readFileSync(KMIP_CA)}, () => {
    socket.write(Buffer.from('420078010000006042007701000000384200690100000020' + '42006a02000000040000000100000000' + '42006b02000000040000000200000000' + '42000d02000000040000000100000000' + '42000f010000001842005c05000000040000001e000000004200790100000000', 'hex'))
    socket.once('data', (data) => { console.log(data.subarray(0, 3).toString('hex')); socket.end() })
  })
`

function environmentIn(stdout: string): Record<string, string> {
  return JSON.parse(stdout)
}

describe('kmipctl exec', () => {
  it('tells the command where the server is and which credential to use, and removes all of it afterwards', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout, stderr} = await sandbox.run(['exec', ...node(printEnvironment)], {
      env: {KMIPCTL_PROFILE: 'mine', KMIPCTL_KEY_PASSWORD: 'mine'},
    })
    const environment = environmentIn(stdout)
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(environment.KMIPCTL_SERVER).toBe(`${environment.KMIP_HOST}:${environment.KMIP_PORT}`)
    expect(environment.KMIPCTL_CERT).toMatch(/cert\.pem$/)
    expect(environment).not.toHaveProperty('KMIPCTL_PROFILE')
    expect(environment).not.toHaveProperty('KMIP_HTTPS_URL')
    expect(environment).not.toHaveProperty('KMIPCTL_KEY_PASSWORD')
    await expect(access(dirname(environment.KMIPCTL_CERT ?? ''))).rejects.toMatchObject({code: 'ENOENT'})
  })

  it('tells the command where HTTPS is with --https-listen', async () => {
    await using sandbox = await createSandbox()
    const args = ['exec', '--https-listen', '127.0.0.1:0', ...node(printEnvironment)]
    const {stdout} = await sandbox.run(args, {env: {KMIP_HTTPS_URL: 'https://elsewhere/kmip'}})
    expect(environmentIn(stdout).KMIP_HTTPS_URL).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/kmip$/)
  })

  it('serves the command', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout} = await sandbox.run(['exec', ...node(handshake)])
    expect({exitCode, stdout}).toEqual({exitCode: 0, stdout: '42007b\n'})
  })

  it('gives the command standard input and passes its exit status on', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout} = await sandbox.run(['exec', '--', 'sh', '-c', 'cat; exit 7'], {input: 'hello'})
    expect({exitCode, stdout}).toEqual({exitCode: 7, stdout: 'hello'})
  })

  it('takes everything after the dashes as the command, other dashes too', async () => {
    await using sandbox = await createSandbox()
    const {stdout} = await sandbox.run(['exec', '--', 'echo', '--json', '--', '--help'])
    expect(stdout).toBe('--json -- --help\n')
  })

  it('ends like a shell when a signal ends the command', async () => {
    await using sandbox = await createSandbox()
    const {exitCode} = await sandbox.run(['exec', '--', 'sh', '-c', 'kill -TERM $$'])
    expect(exitCode).toBe(143)
  })

  it('says that a command is not found, with the status of a shell', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(['exec', '--', 'no-such-command-here'])
    expect({exitCode, stderr}).toEqual({exitCode: 127, stderr: 'Error: Command no-such-command-here is not found\n'})
  })

  it.each([
    [['exec'], 'There is no command to run'],
    [['exec', '--'], 'There is no command to run'],
    [['exec', 'npm', 'test'], 'Unexpected npm before --'],
    [['exec', '--log-requests', 'npm', '--', 'test'], 'Unexpected npm before --'],
  ])('refuses %j as wrong usage', async (args, message) => {
    await using sandbox = await createSandbox()
    const {exitCode, stderr} = await sandbox.run(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Error: ${message}`)
    expect(stderr).toContain('kmipctl exec -- npm test')
  })

  it('prints one JSON document with --json and leaves the rest on stderr', async () => {
    await using sandbox = await createSandbox()
    const {exitCode, stdout, stderr} = await sandbox.run(['exec', '--json', '--', 'sh', '-c', 'echo talk; exit 4'])
    expect(exitCode).toBe(4)
    expect(stderr).toBe('talk\n')
    expect(JSON.parse(stdout)).toMatchObject({ok: true, result: {status: 4, signal: null}})
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'hands %s on, waits for the command and cleans up',
    async (signal) => {
      await using sandbox = await createSandbox()
      const script = `trap 'echo caught; exit 5' TERM INT HUP; echo $KMIP_CA; while :; do sleep 0.05; done`
      const child = spawn(process.execPath, [program, 'exec', '--', 'sh', '-c', script], {
        env: {PATH: process.env.PATH, HOME: sandbox.folder, TMPDIR: sandbox.folder},
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let stdout = ''
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
      await once(child.stdout, 'data')
      child.kill(signal)
      const [status] = await once(child, 'close')
      expect(status).toBe(5)
      expect(stdout).toMatch(/caught\n$/)
      expect((await readdir(sandbox.folder)).filter((name) => name.startsWith('kmipctl-'))).toEqual([])
    },
  )
})
