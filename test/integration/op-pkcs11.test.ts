import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {decodeParameters, encodeParameters, type Shape, type ValuesOf} from '../../src/server/pkcs11/codec/wire-type.ts'
import {signatures} from '../../src/server/pkcs11/signatures/index.ts'
import {CKM} from '../../src/server/pkcs11/spec/mechanism-types.ts'
import {anyRoom, attributes} from '../support/pkcs11-client.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'

let sandbox: ServedSandbox

beforeAll(async () => {
  sandbox = await createServedSandbox()
})

afterAll(() => sandbox[Symbol.asyncDispose]())

it('op pkcs11 makes a key of the scope and encrypts with it, call by call over TLS', async () => {
  const {envelope} = await sandbox.json(['op', 'pkcs11', 'C_Initialize', '--input', '01'])
  const {result} = envelope as {readonly result: {readonly correlationValue: string}}
  const call = async (name: keyof typeof signatures, input: ValuesOf<Shape>) => {
    const [sent, received] = [join(sandbox.folder, 'in.bin'), join(sandbox.folder, 'out.bin')]
    await writeFile(sent, encodeParameters<Shape>(signatures[name].input, input) ?? '')
    const files = ['--input', `@${sent}`, '--out', received, '--force']
    await sandbox.text(['op', 'pkcs11', name, '--correlation-hex', result.correlationValue, ...files])
    return new Map(Object.entries(decodeParameters<Shape>(signatures[name].output, await readFile(received))))
  }
  const session = (await call('C_OpenSession', {slotID: 1, flags: 6})).get('session')
  const template = attributes({TOKEN: true, LABEL: 'disk', VALUE_LEN: 32, ENCRYPT: true})
  const key = (await call('C_GenerateKey', {session, mechanism: {mechanism: CKM.AES_KEY_GEN}, template})).get('key')
  expect(await sandbox.text(['op', 'locate', '--name', 'disk', '--output', 'id'])).toMatch(/^\S+$/)
  await call('C_EncryptInit', {session, mechanism: {mechanism: CKM.AES_ECB}, key})
  const sealed = await call('C_Encrypt', {session, data: Buffer.alloc(32), result: anyRoom})
  expect(sealed.get('result')).toMatchObject({length: 32})
  const again = ['op', 'pkcs11', 'C_SignRecover', '--correlation-hex', result.correlationValue]
  const {exitCode, stderr} = await sandbox.run(again)
  expect(exitCode).toBe(6)
  expect(stderr).toContain('C_SignRecover returned CKR_FUNCTION_NOT_SUPPORTED')
})
