import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {play} from '../../src/lab/simulate/play/play.ts'
import {findProduct, products} from '../../src/lab/simulate/products/index.ts'
import {attributesHiddenFor} from '../../src/server/compatibility.ts'
import {capture, requestOf} from '../support/captures.ts'
import {messageShape} from '../support/message-shape.ts'
import {simulationServer, type SimulationServer} from '../support/simulated.ts'

const pykmipPolicy = {
  uniqueNames: false,
  hiddenAttributes: new Set(attributesHiddenFor('pykmip')),
  messageCredential: 'ignore',
} as const

const pykmip = 'PyKMIP 0.10.0'
const libmongocrypt = 'libmongocrypt'
const kmippp = 'kmippp'
const kmipclient = 'kmipclient 0.2.1'

let server: SimulationServer
beforeAll(async () => {
  server = await simulationServer({policy: pykmipPolicy})
})
afterAll(() => server[Symbol.asyncDispose]())

/** The message, counted from 1, that a real client was recorded to send alike. */
type Recorded = readonly [number: number, label: string]

const recorded: Readonly<Record<string, {readonly client: string; readonly messages: readonly Recorded[]}>> = {
  barbican: {
    client: pykmip,
    messages: [
      [1, 'create aes256'],
      [4, 'register secret no mask'],
      [5, 'get'],
      [6, 'destroy'],
    ],
  },
  'pykmip-generic': {
    client: pykmip,
    messages: [
      [1, 'discover'],
      [2, 'query'],
      [5, 'register symkey'],
      [6, 'register secret'],
      [8, 'get_attribute_list'],
      [9, 'locate name'],
      [10, 'activate'],
      [11, 'encrypt'],
      [12, 'decrypt'],
      [14, 'rekey'],
      [15, 'revoke'],
      [16, 'destroy'],
    ],
  },
  'mongodb-csfle': {
    client: libmongocrypt,
    messages: [
      [1, 'register-secretdata'],
      [2, 'activate'],
      [3, 'get'],
    ],
  },
  'mongodb-csfle-delegated': {
    client: libmongocrypt,
    messages: [
      [1, 'create'],
      [2, 'activate'],
      [3, 'encrypt'],
      [4, 'decrypt'],
    ],
  },
  'pg-tde': {
    client: kmippp,
    messages: [
      [1, 'locate#1'],
      [4, 'get#1'],
    ],
  },
  'percona-mysql-keyring-kmip': {
    client: kmippp,
    messages: [
      [1, 'all#1'],
      [2, 'register#1'],
      [3, 'activate#1'],
      [4, 'register_secret#1'],
      [7, 'all#2'],
      [8, 'all#3'],
      [9, 'all#4'],
      [10, 'revoke#1'],
      [11, 'destroy#1'],
    ],
  },
  'percona-kmipclient': {
    client: kmipclient,
    messages: [
      [1, 'supported_versions#1'],
      [2, 'query#1'],
      [3, 'create_aes#1'],
      [4, 'create_aes#2'],
      [5, 'register_key#1'],
      [6, 'register_key#2'],
      [7, 'locate#1'],
      [9, 'locate_by_group#1'],
      [12, 'register_key#3'],
      [13, 'register_key#4'],
    ],
  },
}

/** What a product goes on after. */
const tolerated: Readonly<Record<string, string>> = {
  veeam: 'Destroy was refused (Permission Denied',
}

describe('the conversation of a product with our server', () => {
  it.each(products.map((product) => [product.client, product] as const))('works: %s', async (client, product) => {
    const sent: string[] = []
    const {status, failure, steps, left} = await play(product, {
      open: server.open,
      onMessage({direction, node}) {
        if (direction === 'request' && node !== undefined) sent.push(messageShape(node))
      },
    })
    expect({status, failure, left}).toEqual({status: 'works', failure: undefined, left: []})
    for (const [number, label] of recorded[client]?.messages ?? []) {
      const shape = messageShape(requestOf(capture(recorded[client]?.client ?? '', label)))
      // The tester's key was longer
      expect(sent[number - 1], label).toBe(shape.replaceAll('Integer 512', 'Integer 256'))
    }
    const notes = steps.flatMap(({outcome, note}) => (outcome === 'tolerated' ? [note] : []))
    expect(notes).toEqual(tolerated[client] === undefined ? [] : [expect.stringContaining(tolerated[client])])
  })

  it('fails where PyKMIP is told of an attribute that it cannot read', async () => {
    await using plain = await simulationServer()
    const {status, failedStep, failure, left} = await play(findProduct('pykmip-generic'), {open: plain.open})
    expect({status, failedStep, failure, left}).toMatchObject({
      status: 'fails',
      failedStep: 7,
      failure: {rule: 'readable-attributes', fault: {received: 'Original Creation Date'}},
      left: [],
    })
  })

  it('leaves on the server what it made where it is told to', async () => {
    const {left} = await play(findProduct('psmdb'), {open: server.open, keep: true})
    expect(left).toEqual([expect.any(String)])
  })
})
