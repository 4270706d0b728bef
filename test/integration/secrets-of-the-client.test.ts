import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createPrivateKey} from 'node:crypto'
import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {formatAddress} from '../../src/transport/address.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {ItemType, structureNode} from '../../src/ttlv/node.ts'
import {response, responsePayload} from '../support/fake-channel.ts'
import type {CliRun} from '../support/run-cli.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'
import {tlsFixturePath} from '../support/tls-fixtures.ts'
import {eachMessage, tlsServer, type TestServer} from '../support/tls-server.ts'

const secrets = {
  key: Buffer.from('key material of thirty-two bytes'),
  plaintext: Buffer.from('what nobody else is to read, 42!'),
  keyPassword: Buffer.from('opens-the-key-of-ann'),
  userPassword: Buffer.from('ann-says-it-is-her'),
}

/** The secrets in the forms in which they might come to light. */
const forms = Object.entries(secrets).flatMap(([name, secret]): (readonly [string, string])[] =>
  [
    secret.toString('latin1'),
    secret.toString('hex'),
    secret.toString('hex').toUpperCase(),
    secret.toString('hex').replaceAll(/(..)(?=.)/g, '$1 '),
    secret.toString('base64').replace(/=*$/, ''),
    secret.toString('base64url'),
    JSON.stringify([...secret]).slice(1, -1),
  ].map((form) => [name, form]),
)

/** The names of the secrets that stand in a text, in whatever form; a part of one is as bad as the whole. */
function found(text: string): string[] {
  const half = (form: string) => form.slice(0, Math.ceil(form.length / 2))
  return [...new Set(forms.flatMap(([name, form]) => (text.includes(half(form)) ? [name] : [])))]
}

let sandbox: ServedSandbox
let credential: Readonly<Record<string, string>>
const own = ['secret.key', 'plain.txt', 'password.txt', 'message.enc', 'plain.out']

beforeAll(async () => {
  sandbox = await createServedSandbox()
  const file = async (name: string, content: string | Buffer) => {
    const path = join(sandbox.folder, name)
    await writeFile(path, content, {mode: 0o600})
    return path
  }
  await file('secret.key', secrets.key)
  await file('plain.txt', secrets.plaintext)
  const key = createPrivateKey(await readFile(sandbox.env['KMIPCTL_KEY'] ?? '', 'utf8'))
  const passphrase = secrets.keyPassword.toString()
  credential = {
    KMIPCTL_KEY: await file(
      'encrypted.pem',
      key.export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase}).toString(),
    ),
    KMIPCTL_KEY_PASSWORD: passphrase,
    KMIPCTL_USERNAME: 'ann',
    KMIPCTL_PASSWORD_FILE: await file('password.txt', `${secrets.userPassword.toString()}\n`),
    TMPDIR: sandbox.folder,
  }
})

afterAll(() => sandbox[Symbol.asyncDispose]())

const loud = [['--trace'], ['--trace', '--debug', '--json']]

async function silentAbout(run: CliRun, what: string, exitCode: number): Promise<void> {
  expect([what, run.exitCode, run.exitCode === exitCode ? '' : run.stderr + run.stdout]).toEqual([what, exitCode, ''])
  expect([what, found(run.stdout), found(run.stderr)]).toEqual([what, [], []])
}

/** Runs a command quietly and loudly; all of it has to keep the secrets. */
async function keeps(args: readonly string[], exitCode: number, env: Readonly<Record<string, string>> = {}) {
  const runs = await Promise.all(
    [[], ...loud].map(async (flags) => {
      const run = await sandbox.run([...args, ...flags], {env: {...credential, ...env}})
      await silentAbout(run, [...args, ...flags].join(' '), exitCode)
      return run
    }),
  )
  return runs[0]
}

const register = ['op', 'register', '--type', 'symmetric', '--algorithm', 'AES', '--file', 'secret.key']

describe('secrets of a client', () => {
  it('stay where they are when all goes well', async () => {
    const registered = await sandbox.run(
      [...register, '--usage', 'encrypt,decrypt', '--activation-date', 'now', '--output', 'id'],
      {
        env: credential,
      },
    )
    await silentAbout(registered, 'register', 0)
    const id = registered.stdout.trim()
    await keeps(register, 0)
    await keeps(['op', 'get', id], 0)
    await keeps(['op', 'encrypt', id, '--mode', 'ECB', '--padding', 'none', '--data-file', 'plain.txt'], 0)
    const cipher = ['--mode', 'ECB', '--padding', 'none']
    await sandbox.text(['op', 'encrypt', id, ...cipher, '--data-file', 'plain.txt', '--out', 'message.enc'])
    const decrypt = ['op', 'decrypt', id, ...cipher, '--data-file', 'message.enc']
    const traced = await sandbox.run([...decrypt, '--out', 'plain.out', '--trace'], {env: credential})
    await silentAbout(traced, 'decrypt', 0)
    expect(await readFile(join(sandbox.folder, 'plain.out'))).toEqual(secrets.plaintext)
    // They are found where somebody wants to see them
    const shown = await sandbox.run(['op', 'get', id, '--reveal'], {env: credential})
    expect(found(shown.stdout)).toEqual(['key'])
  })

  it('stay where they are when the credential is wrong', async () => {
    const {KMIPCTL_KEY_PASSWORD: password = ''} = credential
    await keeps(register, 2, {KMIPCTL_KEY_PASSWORD: `${password}x`})
    await keeps(register, 2, {KMIPCTL_KEY: 'secret.key'})
    await keeps(register, 2, {KMIPCTL_KEY: 'plain.txt'})
    await keeps(register, 2, {KMIPCTL_PASSWORD_FILE: 'password.txt/'})
  })
})

const refused = writeBinary(
  response([{operation: 'Register', resultStatus: 'OperationFailed', resultReason: 'PermissionDenied'}]),
)
const material = {tag: Tag.KeyMaterial, type: ItemType.ByteString, value: secrets.key} as const

/** An answer with the key where nobody expects it. */
const misplaced = writeBinary(
  response([{operation: 'Register', resultStatus: 'Success', payload: responsePayload([material])}]),
)
/** Bytes that are no TTLV, with the key in them. */
const broken = Buffer.from(writeBinary(structureNode(Tag.ResponseMessage, [material])))
broken[11] = 0x7f
const cutOff = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), secrets.key])

describe('secrets sent to a server', () => {
  it.each<[string, (request: Uint8Array) => Uint8Array | undefined, number]>([
    ['refuses', () => refused, 4],
    ['answers with what KMIP does not define', () => misplaced, 5],
    ['answers with broken TTLV', () => broken, 5],
    ['answers with something else', () => cutOff, 5],
    ['sends the request back', (request) => request, 3],
    ['hangs up', () => undefined, 3],
  ])('that %s stay with it', async (_what, answer, exitCode) => {
    await using server = await tlsServer((socket) =>
      eachMessage(socket, (message) => {
        const bytes = answer(message)
        if (bytes === undefined) socket.destroy()
        else socket.end(bytes)
      }),
    )
    await keeps(register, exitCode, settingsOf(server))
  })

  it('are in no list of processes and in no file', async () => {
    let arrived: () => void = () => undefined
    const request = new Promise<void>((resolve) => (arrived = resolve))
    await using server = await tlsServer((socket) => eachMessage(socket, () => arrived()))
    const child = spawn(process.execPath, [program, ...register], {
      cwd: sandbox.folder,
      env: {PATH: process.env.PATH, HOME: sandbox.folder, ...sandbox.env, ...credential, ...settingsOf(server)},
      stdio: 'ignore',
    })
    try {
      await request
      if (process.platform === 'linux') {
        const processes = `/proc/${child.pid}`
        expect(await readFile(`${processes}/task/${child.pid}/children`, 'utf8')).toBe('')
        expect(found(await readFile(`${processes}/cmdline`, 'latin1'))).toEqual([])
      }
    } finally {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    const files = await readdir(sandbox.folder, {recursive: true, withFileTypes: true})
    const others = files.filter((file) => file.isFile() && !own.includes(file.name))
    expect(others.length).toBeGreaterThan(0)
    for (const {parentPath, name} of others) {
      expect([name, found(await readFile(join(parentPath, name), 'latin1'))]).toEqual([name, []])
    }
  })
})

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

function settingsOf({address}: TestServer): Readonly<Record<string, string>> {
  return {KMIPCTL_SERVER: formatAddress(address), KMIPCTL_CA: tlsFixturePath('ca.pem')}
}
