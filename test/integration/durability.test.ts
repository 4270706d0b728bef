import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'
import {createClient, type KmipClient} from '../../src/client/kmip-client.ts'
import {OperationFailedError} from '../../src/client/operation-failed-error.ts'
import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../src/kmip/operations/get-attributes.ts'
import {expectType} from '../../src/kmip/schema/scalars.ts'
import type {Version} from '../../src/kmip/spec/version.ts'
import {CryptographicUsageMask} from '../../src/kmip/spec/masks.ts'
import {ItemType} from '../../src/ttlv/node.ts'
import {createSandbox, patience, type Sandbox} from '../support/run-cli.ts'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

interface Serving {
  readonly process: ChildProcess
  readonly port: number
}

async function serve(sandbox: Sandbox, dataDirectory: string): Promise<Serving> {
  const readyFile = join(sandbox.folder, 'ready.json')
  await rm(readyFile, {force: true})
  const child = spawn(
    process.execPath,
    [program, 'serve', '--data-dir', dataDirectory, '--listen', '127.0.0.1:0', '--ready-file', readyFile, ...patience],
    {stdio: 'ignore', env: {PATH: process.env['PATH'], HOME: sandbox.folder}},
  )
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    await sleep(20)
  }
  const {port}: {port: number} = JSON.parse(await readFile(readyFile, 'utf8'))
  return {process: child, port}
}

async function clientOf(sandbox: Sandbox, port: number, version?: Version): Promise<KmipClient> {
  const file = (name: string) => readFile(join(sandbox.folder, 'credential', name), 'utf8')
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map(file))
  return createClient({connection: {address: {host: '127.0.0.1', port}, tls: {ca, cert, key}}, retry: false, version})
}

/** Creates keys, one after the other on each connection, until the server is gone; gives what it acknowledged. */
async function createUntilGone(client: KmipClient, acknowledged: string[]): Promise<void> {
  const attributes = new AttributeSet().set('CryptographicAlgorithm', 'AES').set('CryptographicLength', 256)
  try {
    for (;;) {
      const {uniqueIdentifier} = await client.call(Create, {objectType: 'SymmetricKey', attributes})
      acknowledged.push(uniqueIdentifier)
    }
  } catch {
    // the server was killed
  }
}

/** Makes a role for everything and a credential of it; the folder of the store. */
async function prepared(sandbox: Sandbox): Promise<string> {
  const dataDirectory = join(sandbox.folder, 'data')
  const prepare = [
    ['scope', 'create', 's'],
    ['role', 'create', 'r', '--scope', 's', '--all'],
    ['cred', 'generate', '--scope', 's', '--role', 'r', '--out', join(sandbox.folder, 'credential')],
  ]
  for (const args of prepare) {
    expect(await sandbox.run([...args, '--data-dir', dataDirectory])).toMatchObject({exitCode: 0})
  }
  return dataDirectory
}

/** Asks for a key pair that takes long to make, and is told that the answer comes later. */
async function correlationValueOfKeyPair(client: KmipClient): Promise<Uint8Array> {
  const commonAttributes = new AttributeSet().set('CryptographicAlgorithm', 'RSA').set('CryptographicLength', 4096)
  const privateKeyAttributes = new AttributeSet().set('CryptographicUsageMask', CryptographicUsageMask.of('Sign'))
  const publicKeyAttributes = new AttributeSet().set('CryptographicUsageMask', CryptographicUsageMask.of('Verify'))
  const request = {commonAttributes, privateKeyAttributes, publicKeyAttributes}
  const answer = client.call(CreateKeyPair, request, {header: {asynchronousIndicator: 'Mandatory'}})
  const pending: unknown = await answer.catch((error: unknown) => error)
  if (!(pending instanceof OperationFailedError) || pending.asynchronousCorrelationValue === undefined) throw pending
  return pending.asynchronousCorrelationValue
}

it('every key that was acknowledged is there after kill -9 in the middle of writing', async () => {
  await using sandbox = await createSandbox()
  const dataDirectory = await prepared(sandbox)
  const acknowledged: string[] = []
  const first = await serve(sandbox, dataDirectory)
  const clients = await Promise.all(Array.from({length: 8}, () => clientOf(sandbox, first.port)))
  const loops = clients.map((client) => createUntilGone(client, acknowledged))
  while (acknowledged.length < 100) await sleep(5)
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  await Promise.all(loops)

  const second = await serve(sandbox, dataDirectory)
  try {
    await using client = await clientOf(sandbox, second.port)
    for (const uniqueIdentifier of acknowledged) {
      expect(await client.call(Get, {uniqueIdentifier})).toMatchObject({uniqueIdentifier})
    }
  } finally {
    second.process.kill('SIGTERM')
    await once(second.process, 'exit')
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(100)
})

it('an asynchronous request that was acknowledged is done after kill -9 in the middle of it', async () => {
  await using sandbox = await createSandbox()
  const dataDirectory = await prepared(sandbox)
  const first = await serve(sandbox, dataDirectory)
  const before = await clientOf(sandbox, first.port)
  const correlationValue = await correlationValueOfKeyPair(before)
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  await before[Symbol.asyncDispose]()

  const second = await serve(sandbox, dataDirectory)
  try {
    await using client = await clientOf(sandbox, second.port)
    let result = await client.poll(correlationValue)
    for (; result.pending; result = await client.poll(correlationValue)) await sleep(100)
    expect(result.operation).toBe('CreateKeyPair')
    const {privateKeyUniqueIdentifier} = CreateKeyPair.response.decodeItems(
      expectType(result.payload, ItemType.Structure).value,
    )
    expect(await client.call(Get, {uniqueIdentifier: privateKeyUniqueIdentifier})).toMatchObject({
      objectType: 'PrivateKey',
    })
  } finally {
    second.process.kill('SIGTERM')
    await once(second.process, 'exit')
  }
})

it('a key whose day comes after kill -9 is rotated by the next server without being asked', async () => {
  await using sandbox = await createSandbox()
  const dataDirectory = await prepared(sandbox)
  const first = await serve(sandbox, dataDirectory)
  const before = await clientOf(sandbox, first.port, '2.1')
  const attributes = new AttributeSet()
    .set('CryptographicAlgorithm', 'AES')
    .set('CryptographicLength', 256)
    .set('RotateAutomatic', true)
    .set('RotateInterval', 2)
  const {uniqueIdentifier} = await before.call(Create, {objectType: 'SymmetricKey', attributes})
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  await before[Symbol.asyncDispose]()

  const second = await serve(sandbox, dataDirectory)
  try {
    await using client = await clientOf(sandbox, second.port, '2.1')
    const placeOf = async () => (await client.call(GetAttributes, {uniqueIdentifier})).attributes?.get('RotateLatest')
    while ((await placeOf()) === true) await sleep(100)
    expect(await placeOf()).toBe(false)
  } finally {
    second.process.kill('SIGTERM')
    await once(second.process, 'exit')
  }
})
