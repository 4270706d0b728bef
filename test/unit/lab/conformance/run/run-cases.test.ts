import {describe, expect, it} from 'vitest'
import {TransportError} from '../../../../../src/errors.ts'
import {
  type CaseFile,
  type ConformanceCase,
  isReadable,
  readCase,
} from '../../../../../src/lab/conformance/cases/conformance-case.ts'
import {operationsOf} from '../../../../../src/lab/conformance/cases/operations.ts'
import type {OpenPeer, Peer} from '../../../../../src/lab/conformance/run/peer.ts'
import {runCases} from '../../../../../src/lab/conformance/run/run-cases.ts'
import type {TtlvNode} from '../../../../../src/ttlv/node.ts'
import {bytes, caseOf, create, enumeration, identifier, type MessageText} from '../../../../support/conformance-case.ts'
import {other} from '../../../../support/judged.ts'
import {type Change, playedServer} from '../../../../support/played-server.ts'

/** A server that plays the cases one after the other, and what happened to its connections. */
function server(files: readonly ConformanceCase[], changes: Readonly<Record<string, Change>> = {}) {
  const opened: string[] = []
  const told: TtlvNode[] = []
  let closed = 0
  const waiting = files.flatMap((file) => {
    const player = playedServer(file, changes[file.stem])
    return file.exchanges.map(() => player)
  })
  const open: OpenPeer = async (binding, initiatives) => {
    opened.push([binding, ...initiatives].join(' '))
    const peer: Peer = {
      async exchange(request) {
        told.push(request)
        const player = waiting.shift()
        return player === undefined ? request : player.exchange(request)
      },
      hear: async () => waiting.shift()?.hear(),
      async [Symbol.asyncDispose]() {
        closed++
      },
    }
    return binding === 'ttlv' ? peer : undefined
  }
  return {open, opened, told, closed: () => closed}
}

const destroyed: MessageText[] = [
  {operation: 'Destroy', payload: identifier()},
  {operation: 'Destroy', payload: identifier()},
]
const whole = (stem: string) => caseOf([...create(), ...destroyed], stem)
const statuses = async (files: readonly CaseFile[], open: OpenPeer) =>
  (await runCases(files, {open})).map(({file, status}) => `${file.stem} ${status}`)

describe('runCases', () => {
  it('has one connection for a family and closes it', async () => {
    const files = [whole('A-1-14'), whole('A-2-14'), whole('B-1-14')]
    const played = server(files)
    expect(await statuses(files, played.open)).toEqual(['A-1-14 passed', 'A-2-14 passed', 'B-1-14 passed'])
    expect(played.opened).toEqual(['ttlv', 'ttlv'])
    expect(played.closed()).toBe(2)
  })

  it('goes on after a case that failed', async () => {
    const files = [whole('A-1-14'), whole('A-2-14')]
    const {open} = server(files, {'A-1-14': other('ObjectType', 5)})
    expect(await statuses(files, open)).toEqual(['A-1-14 failed', 'A-2-14 passed'])
  })

  it('does not run what cannot be read, and says why', async () => {
    const broken = readCase('A-1-14.xml', '<KMIP>')
    const [result] = await runCases([broken], {open: server([]).open})
    expect(result).toMatchObject({
      status: 'not runnable',
      problem: expect.stringContaining('well-formed'),
      exchanges: [],
    })
  })

  it('does not run cases over HTTPS without an address for it', async () => {
    const files = ['MSGENC-HTTPS-M-1-14', 'MSGENC-XML-M-1-14', 'MSGENC-JSON-M-1-14'].map(whole)
    const played = server([])
    const results = await runCases(files, {open: played.open})
    expect(results.map(({problem}) => problem)).toEqual(files.map(() => 'No address of the server for HTTPS is given'))
    expect(played.opened).toEqual(['https-ttlv', 'https-xml', 'https-json'])
  })

  it('makes a failure of a connection that breaks in a case, not of the run', async () => {
    const files = [whole('A-1-14')]
    const open: OpenPeer = async () => ({
      exchange: () => Promise.reject(new TransportError('request', 'Server is gone')),
      hear: async () => undefined,
      async [Symbol.asyncDispose]() {},
    })
    const [result] = await runCases(files, {open})
    expect(result).toMatchObject({status: 'failed', exchanges: [{problem: 'Server is gone'}, {}]})
  })

  it('leaves out requests that need what no answer has given', async () => {
    const files = [whole('A-1-14')]
    const {open, told} = server(files, {'A-1-14': other('UniqueIdentifier', undefined)})
    const [result] = await runCases(files, {open, cleanUp: false})
    expect(result?.exchanges[1]?.problem).toBe('Nothing was received for $UNIQUE_IDENTIFIER_0')
    expect(told).toHaveLength(1)
  })

  it('destroys what a family leaves, and nothing that is gone', async () => {
    const files = [caseOf(create(), 'A-1-14'), whole('A-2-14')]
    const changes = {'A-1-14': other('UniqueIdentifier', 'left')}
    const played = server(files, changes)
    await runCases(files, {open: played.open})
    expect(JSON.stringify(played.told.slice(3))).toContain('left')
    expect(played.told.flatMap(operationsOf)).toEqual(['Create', 'Create', 'Destroy', 'Revoke', 'Destroy'])
    const kept = server(files, changes)
    await runCases(files, {open: kept.open, cleanUp: false})
    expect(kept.told.flatMap(operationsOf)).toEqual(['Create', 'Create', 'Destroy'])
  })

  it('tells before each case which one it is', async () => {
    const files = [whole('A-1-14'), whole('A-2-14')]
    const seen: string[] = []
    await runCases(files, {open: server(files).open, onCase: ({stem}) => seen.push(stem)})
    expect(seen).toEqual(['A-1-14', 'A-2-14'])
  })
})

describe('set-ups that are alternatives', () => {
  const note = (stem: string) => caseOf(create(), stem)
  const [one, two, file, cleanup] = [note('N-SETUP-1-14'), note('N-SETUP-2-14'), note('N-1-14'), note('N-CLEANUP-1-14')]

  it('each let the cases run until they pass', async () => {
    const files = [one, two, file, cleanup]
    let round = 0
    const change: Change = (node) => (node.tag === 0x420057 && round++ === 0 ? ({...node, value: 5} as TtlvNode) : node)
    // The case fails in the first round, so it comes again in the second
    const played = [one, file, cleanup, two, file, cleanup]
    const {open} = server(
      played.map((each) => each),
      {'N-1-14': change},
    )
    const results = await runCases(files, {open, cleanUp: false})
    expect(results.map(({file: {stem}, status}) => `${stem} ${status}`)).toEqual([
      'N-SETUP-1-14 passed',
      'N-SETUP-2-14 passed',
      'N-1-14 passed',
      'N-CLEANUP-1-14 passed',
    ])
  })

  it('do not run a case again that has passed', async () => {
    const {open, told} = server([one, file, cleanup, two, cleanup])
    await runCases([one, two, file, cleanup], {open, cleanUp: false})
    expect(told).toHaveLength(5)
  })
})

describe('a case in which the server speaks', () => {
  const put: MessageText[] = [
    {operation: 'Put', payload: identifier() + enumeration('PutFunction', 'New')},
    {operation: 'Put'},
  ]

  it('opens a connection on which it may, judges its request and responds', async () => {
    const file = caseOf([...create(), ...put], 'A-1-14')
    const played = server([file])
    expect(await statuses([file], played.open)).toEqual(['A-1-14 passed'])
    expect(played.opened).toEqual(['ttlv put', 'ttlv'])
    const wrong = server([file], {'A-1-14': other('PutFunction', 2)})
    expect(await statuses([file], wrong.open)).toEqual(['A-1-14 failed'])
  })

  it('is not runnable when the server never speaks', async () => {
    const file = caseOf([...create(), ...put], 'A-1-14')
    const {open} = server([caseOf(create(), 'A-1-14')])
    const [result] = await runCases([file], {open})
    expect(result).toMatchObject({status: 'not runnable', problem: 'The server did not send Put by itself'})
  })

  it('begins with a request of ours, since servers speak only to who has spoken', async () => {
    const query = [{operation: 'Query', payload: enumeration('QueryFunction', 'QueryProfiles')}, {operation: 'Query'}]
    const file = caseOf(query, 'A-S2C-1-14')
    expect(isReadable(file)).toBe(true)
    const played = server([file, file])
    expect(await statuses([file], played.open)).toEqual(['A-S2C-1-14 passed'])
    expect(played.told.flatMap(operationsOf)).toEqual(['Query'])
  })
})

describe('cases that print what the server of their authors chose', () => {
  it('do not go on with its data, which may be the same by chance', async () => {
    const data = (stem: string) =>
      caseOf(
        [
          ...create(),
          {operation: 'Encrypt', payload: identifier() + bytes('Data', 'aa')},
          {operation: 'Encrypt', payload: identifier() + bytes('Data', 'bb')},
          {operation: 'Hash', payload: bytes('Data', 'bb')},
          {operation: 'Hash', payload: bytes('Data', 'cc')},
        ],
        stem,
      )
    const files = [data('A-1-12'), data('A-2-12')]
    const {open, told} = server(files, {'A-1-12': other('Data', new Uint8Array([1]), 0)})
    expect(await statuses(files, open)).toEqual(['A-1-12 passed', 'A-2-12 passed'])
    const hashed = told.filter((node) => operationsOf(node)[0] === 'Hash').map((node) => JSON.stringify(node))
    expect(hashed[0]).not.toBe(hashed[1])
  })

  it('go on with the objects of the case before', async () => {
    const made = create()
    const printed = made.map((message) => ({
      ...message,
      payload: message.payload!.replace('$UNIQUE_IDENTIFIER_0', 'printed'),
    }))
    const activate = ['Activate', 'Activate'].map((operation) => ({operation, payload: identifier('printed')}))
    const files = [caseOf(printed, 'A-1-12', '1.2'), caseOf(activate, 'A-2-12', '1.2')]
    const chosen = other('UniqueIdentifier', 'chosen')
    const {open, told} = server(files, {'A-1-12': chosen, 'A-2-12': chosen})
    expect(await statuses(files, open)).toEqual(['A-1-12 passed', 'A-2-12 passed'])
    expect(JSON.stringify(told[1])).toContain('"chosen"')
  })
})
