import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFile, writeFile} from 'node:fs/promises'
import {createInterface} from 'node:readline'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {ItemType} from '../../src/ttlv/node.ts'
import {response, responsePayload} from '../support/fake-channel.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'
import {tlsFixture, tlsFixturePath} from '../support/tls-fixtures.ts'

let sandbox: ServedSandbox
let id: string

beforeAll(async () => {
  sandbox = await createServedSandbox()
  id = await sandbox.text(['op', 'create', '--name', 'one', '--output', 'id'])
  const ca = await readFile(sandbox.env['KMIPCTL_CA'] ?? '', 'utf8')
  await writeFile(join(sandbox.folder, 'both.pem'), ca + tlsFixture('ca.pem'))
})

afterAll(() => sandbox[Symbol.asyncDispose]())

/** A process that takes a request and is killed by it, before a byte of an answer or right after one. */
const suicidal = `
const {createServer} = require('node:tls')
const {readFileSync} = require('node:fs')
const [certificate, privateKey, answer] = process.argv.slice(1)
const die = () => process.kill(process.pid, 'SIGKILL')
const server = createServer({cert: readFileSync(certificate), key: readFileSync(privateKey)}, (socket) =>
  socket.once('data', () => (answer ? socket.write(Buffer.from(answer, 'hex'), die) : die())))
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

async function dyingServer(answer?: Uint8Array) {
  const material = [tlsFixturePath('server.pem'), tlsFixturePath('server-key.pem')]
  if (answer !== undefined) material.push(Buffer.from(answer).toString('hex'))
  const child = spawn(process.execPath, ['-e', suicidal, ...material], {stdio: ['ignore', 'pipe', 'inherit']})
  const exit = once(child, 'close')
  const [port]: unknown[] = await once(createInterface(child.stdout), 'line')
  return {
    address: `127.0.0.1:${String(port)}`,
    exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

const env = (servers: readonly string[]) => ({KMIPCTL_SERVER: servers.join(','), KMIPCTL_CA: 'both.pem'})

describe('a server that is killed over a request', () => {
  it('leaves a question to the next one', async () => {
    await using dying = await dyingServer()
    const servers = [dying.address, sandbox.env['KMIPCTL_SERVER'] ?? '']
    const run = await sandbox.run(['op', 'locate', '--name', 'one', '--output', 'id'], {env: env(servers)})
    await dying.exit
    expect([run.exitCode, run.stdout.trim()]).toEqual([0, id])
    expect(run.stderr).toContain(`Server ${dying.address} closed the connection before its first answer`)
    expect(run.stderr).toContain('trying the next server')
  })

  it('may have done what changes something, which nobody does again', async () => {
    await using dying = await dyingServer()
    const servers = [dying.address, sandbox.env['KMIPCTL_SERVER'] ?? '']
    const run = await sandbox.run(['op', 'create', '--name', 'twice'], {env: env(servers)})
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toMatch(/^Error: Server \S+ closed the connection before its first answer, and Create may have/)
    expect(await sandbox.text(['op', 'locate', '--name', 'twice', '--output', 'id'])).toBe('')
  })

  it('is passed over by the rule of mongod whatever was asked', async () => {
    await using dying = await dyingServer()
    const servers = [dying.address, sandbox.env['KMIPCTL_SERVER'] ?? '']
    const args = ['op', 'create', '--name', 'mongod', '--failover', 'percona', '--output', 'id']
    const run = await sandbox.run(args, {env: env(servers)})
    expect(run.exitCode).toBe(0)
    expect(await sandbox.text(['op', 'locate', '--name', 'mongod', '--output', 'id'])).toBe(run.stdout.trim())
  })
})

describe('a server that is killed between two requests of one command', () => {
  it('leaves the second one, a question, to the next server of the list', async () => {
    const name = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: 'from-the-first'} as const
    const payload = responsePayload([name, {tag: Tag.AttributeName, type: ItemType.TextString, value: 'State'}])
    const answer = response([{operation: 'GetAttributeList', resultStatus: 'Success', payload}])
    await using dying = await dyingServer(writeBinary(answer))
    const servers = [dying.address, sandbox.env['KMIPCTL_SERVER'] ?? '']
    const options = {env: env(servers), input: `from-the-first\n${id}\n`}
    const run = await sandbox.run(['op', 'get-attribute-list', '-', '--json'], options)
    expect([run.exitCode, run.stderr]).toEqual([0, ''])
    expect(JSON.parse(run.stdout)).toMatchObject({
      result: {responses: [{uniqueIdentifier: 'from-the-first'}, {uniqueIdentifier: id}]},
      connection: {server: sandbox.env['KMIPCTL_SERVER']},
    })
  })
})
