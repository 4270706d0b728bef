// What an application's compiler makes of the library; test/gates/public-api.test.ts compiles this file in three ways.
import {createPrivateKey, type KeyObject} from 'node:crypto'
import {
  attributes,
  AttributeSet,
  connect,
  decodeTtlv,
  enumerations,
  keyObject,
  masks,
  operationCall,
  OperationFailedError,
  operations,
  privateKey,
  secretData,
  symmetricKey,
  Tag,
  treeText,
  type Client,
  type ConnectOptions,
  type EnumName,
  type ManagedObject,
  type RequestOf,
  type ResponseOf,
  type TtlvNode,
} from 'kmipctl'
import {startEphemeralServer} from 'kmipctl/server'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<A, B>(equal: Equal<A, B>): void {
  void equal
}

const {Create, Get, Locate, Register, Query} = operations

export async function typed(): Promise<void> {
  const server = await startEphemeralServer({port: 0})
  await using client = await connect(server)
  same<typeof client, Client>(true)

  const created = await client.call(Create, {
    objectType: 'SymmetricKey',
    attributes: attributes({
      CryptographicAlgorithm: 'AES',
      CryptographicLength: 256,
      CryptographicUsageMask: ['Encrypt', 'Decrypt'],
      Name: ['payroll', {nameValue: 'urn:payroll', nameType: 'URI'}],
      ActivationDate: new Date(0),
      'x-team': 'storage',
      'acme:shelf': [1, 2n],
    }),
  })
  same<typeof created.uniqueIdentifier, string>(true)

  const {object} = await client.call(Get, {uniqueIdentifier: created.uniqueIdentifier, keyFormatType: 'Raw'})
  same<typeof object, ManagedObject>(true)
  if (object.type === 'Certificate') same<typeof object.value.certificateValue, Uint8Array>(true)
  const key: KeyObject = keyObject(object)
  void key

  const located = await client.call(Locate, {maximumItems: 5}, {timeoutMs: 100, version: '2.1'})
  same<typeof located.uniqueIdentifier, readonly string[] | undefined>(true)

  await client.call(Register, {
    objectType: 'PrivateKey',
    attributes: new AttributeSet(),
    object: privateKey(createPrivateKey('')),
  })
  const [first, second] = await client.batch([
    operationCall(Create, {objectType: 'SymmetricKey', attributes: attributes({})}),
    operationCall(Query, {queryFunction: ['QueryOperations']}),
  ])
  if (first.ok) same<typeof first.response, ResponseOf<typeof Create>>(true)
  if (second.ok) same<typeof second.response, ResponseOf<typeof Query>>(true)
  else void second.error.code

  const later = await client.poll(Create, new Uint8Array())
  same<typeof later, ResponseOf<typeof Create> | undefined>(true)
  const answer: TtlvNode = await client.send(decodeTtlv(new Uint8Array()))
  same<string, ReturnType<typeof treeText>>(true)
  treeText(answer, {reveal: true})
}

export function options(passphrase: () => Promise<string>): ConnectOptions {
  return {
    servers: ['one.example', {host: 'two.example', port: 5697}],
    pfx: new Uint8Array(),
    passphrase,
    version: 'auto',
    username: 'alice',
    password: 'secret',
    onFailover: ({address, error}) => `${address.host} ${error.code}`,
    onMessage: ({direction, bytes}) => `${direction} ${bytes.length}`,
  }
}

export function reasons(error: unknown): string | number | undefined {
  if (!(error instanceof OperationFailedError)) return undefined
  if (error.resultReason === 'ItemNotFound') return error.resultMessage
  return error.resultReason
}

type Algorithm = EnumName<typeof enumerations.CryptographicAlgorithm>
export const algorithms: readonly Algorithm[] = ['AES', 'RSA']
export const bits: number = masks.CryptographicUsageMask.of('Encrypt', 'Decrypt')
export const tag: number = Tag.UniqueIdentifier
export const request: RequestOf<typeof Get> = {}
export const held = [symmetricKey(new Uint8Array(16), 'AES'), secretData('secret', 'Seed')]

// What must not compile
// @ts-expect-error no such algorithm
attributes({CryptographicAlgorithm: 'AESS'})
// @ts-expect-error no such attribute
attributes({CryptographicLenght: 256})
// @ts-expect-error a number
attributes({CryptographicLength: '256'})
// @ts-expect-error no such bit
attributes({CryptographicUsageMask: ['Encryptt']})
// @ts-expect-error not two servers at once
connect({server: ['one', 'two']})
// @ts-expect-error no such version
connect({server: 'one', version: '1.5'})
// @ts-expect-error a request names the type of object
operationCall(Create, {attributes: attributes({})})
// @ts-expect-error no such field
operationCall(Get, {uniqueIdentifierr: ''})
