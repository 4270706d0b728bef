import {createHash} from 'node:crypto'
import type {ConformanceCase} from '../../src/lab/conformance/cases/conformance-case.ts'
import type {Peer, ServerRequest} from '../../src/lab/conformance/run/peer.ts'
import {ItemType, type TtlvNode} from '../../src/ttlv/node.ts'

/** Changes an item of what the played server says; undefined leaves it out. */
export type Change = (node: TtlvNode) => TtlvNode | undefined

export interface PlayedServer extends Peer {
  /** What it was told, requests and responses. */
  readonly told: readonly TtlvNode[]
}

/** A server that says what the case expects of it, with values of its own in the place of the variables. */
export function playedServer(file: ConformanceCase, change: Change = (node) => node): PlayedServer {
  const told: TtlvNode[] = []
  const answers = file.exchanges.filter(({from}) => from === 'client').map(({response}) => response)
  const requests = file.exchanges.filter(({from}) => from === 'server').map(({request}) => request)
  const say = (node: TtlvNode): TtlvNode => filled(node, file, change) ?? node
  return {
    told,
    async exchange(request) {
      told.push(request)
      // A client that introduces itself is answered too
      return say(answers.shift() ?? file.exchanges[0]?.response ?? request)
    },
    async hear(): Promise<ServerRequest | undefined> {
      const node = requests.shift()
      return node === undefined ? undefined : {node: say(node), respond: (response) => void told.push(response)}
    },
    async [Symbol.asyncDispose]() {},
  }
}

function filled(node: TtlvNode, file: ConformanceCase, change: Change): TtlvNode | undefined {
  if (node.type === ItemType.Structure) {
    const value = node.value.map((item) => filled(item, file, change)).filter((item) => item !== undefined)
    return change({...node, value})
  }
  const variable = file.variables.get(node)
  if (variable === undefined) return change(node)
  if (variable.kind === 'time') return change({...node, value: playedNow + BigInt(variable.seconds)} as TtlvNode)
  const hash = createHash('sha256').update(variable.name).digest()
  return change({...node, value: typeof node.value === 'string' ? hash.toString('hex').slice(0, 12) : hash} as TtlvNode)
}

/** The time of the played server and of those who talk to it, in seconds. */
export const playedNow = 1_700_000_000n
