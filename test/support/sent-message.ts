import {kmipVocabulary} from '../../src/kmip/spec/vocabulary.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {readXml} from '../../src/ttlv/xml-reader.ts'
import {writeXml} from '../../src/ttlv/xml-writer.ts'
import {ItemType, type TtlvNode} from '../../src/ttlv/node.ts'
import {playOperations} from './played-operations.ts'
import {type CommandClass, type CommandRun, runCommand} from './run-command.ts'
import {bytes, date, enumeration, integer, interval, structure, text} from './xml-items.ts'

/** What a command of kmipctl op sent, and how it ended with a server that agrees to everything. */
export interface SentMessage extends CommandRun {
  /** The request payload in XML; the first one where there are several. */
  readonly payload: string | undefined
  /** Whole messages. */
  readonly requests: readonly string[]
}

/** One of each item that a response must have somewhere; whoever reads it takes what it knows. */
const agreement = structure(
  'ResponsePayload',
  enumeration('ObjectType', 'SymmetricKey'),
  text('UniqueIdentifier', 'new'),
  text('PrivateKeyUniqueIdentifier', 'new-private'),
  text('PublicKeyUniqueIdentifier', 'new-public'),
  structure('Attributes', enumeration('State', 'Active')),
  structure(
    'SymmetricKey',
    structure(
      'KeyBlock',
      enumeration('KeyFormatType', 'Raw'),
      structure('KeyValue', bytes('KeyMaterial', '00112233445566778899aabbccddeeff')),
    ),
  ),
  bytes('AsynchronousCorrelationValue', '01'),
  enumeration('CancellationResult', 'Canceled'),
  enumeration('ValidityIndicator', 'Valid'),
  bytes('Data', 'ff'),
  integer('DataLength', 1),
  interval('LeaseTime', 60),
  date('LastChangeDate', '2026-01-01T00:00:00+00:00'),
  structure('Ticket', enumeration('TicketType', 'Login'), bytes('TicketValue', '5ec2e7')),
  enumeration('EndpointRole', 'Client'),
  enumeration('PKCS_11Function', 'C_Initialize'),
  enumeration('PKCS_11ReturnCode', 'OK'),
  structure('Constraints'),
)

/** Runs `kmipctl op NAME` in this process. */
export async function sentBy([name = '', ...argv]: readonly string[]): Promise<SentMessage> {
  const node = readXml(agreement, kmipVocabulary)
  const items = node.type === ItemType.Structure ? node.value : []
  await using server = await playOperations(() => items)
  const {default: command}: {default: CommandClass} = await import(`../../src/commands/op/${name}.ts`)
  command.id = `op:${name}`
  const run = await runCommand(command, [...argv, ...server.flags])
  const payload = server.requests.map(payloadOf).find((found) => found !== undefined)
  return {...run, payload: payload && writeXml(payload, kmipVocabulary), requests: server.requests.map(xmlOf)}
}

function xmlOf(node: TtlvNode): string {
  return writeXml(node, kmipVocabulary)
}

function payloadOf(node: TtlvNode): TtlvNode | undefined {
  if (node.tag === Tag.RequestPayload) return node
  if (node.type !== ItemType.Structure) return undefined
  return node.value.map(payloadOf).find((found) => found !== undefined)
}
