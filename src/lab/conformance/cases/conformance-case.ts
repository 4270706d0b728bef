import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {TtlvError} from '../../../ttlv/error.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {readXmlDocument} from '../../../ttlv/xml-reader.ts'
import {childOf, numberIn} from '../conversation/payload.ts'
import {type CaseName, parseCaseName} from './case-name.ts'
import {operationsOf} from './operations.ts'
import {type CaseVariables, VariableCollector} from './variables.ts'

/** A request and the response that is expected to it. */
export interface Exchange {
  /** Who sends the request: some requests are the server's. */
  readonly from: 'client' | 'server'
  readonly request: TtlvNode
  readonly response: TtlvNode
}

/** A test case that was read. */
export interface ConformanceCase extends CaseName {
  readonly path: string
  /** Of its first request: `1.4`. */
  readonly version: string
  readonly exchanges: readonly Exchange[]
  readonly variables: CaseVariables
}

/** A file that holds no conversation which could be had, and why. */
export interface UnreadableCase extends CaseName {
  readonly path: string
  readonly problem: string
}

export type CaseFile = ConformanceCase | UnreadableCase

/** True for a case that was read. */
export function isReadable(file: CaseFile): file is ConformanceCase {
  return 'exchanges' in file
}

/** Reads a test case; what is wrong with its text becomes the `problem`. */
export function readCase(path: string, text: string): CaseFile {
  const stem = path.replace(/^.*[/\\]/u, '').replace(/\.xml$/iu, '')
  const name = parseCaseName(stem)
  const collector = new VariableCollector()
  try {
    const messages = readXmlDocument(text, kmipVocabulary, {standIn: collector.standIn})
    const exchanges = pair(messages, stem)
    if (typeof exchanges === 'string') return {...name, path, problem: exchanges}
    return {...name, path, version: versionOf(messages), exchanges, variables: collector.variables}
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    return {...name, path, problem: error.message}
  }
}

/** The exchanges, or why the messages are none. */
function pair(messages: readonly TtlvNode[], stem: string): readonly Exchange[] | string {
  if (messages.length === 0) return 'File holds no message'
  const exchanges: Exchange[] = []
  for (let index = 0; index < messages.length; index += 2) {
    const request = messages[index]
    const response = messages[index + 1]
    if (request?.tag !== Tag.RequestMessage) return `Message ${index + 1} is no request`
    if (response?.tag !== Tag.ResponseMessage) return `Message ${index + 2} is no response`
    exchanges.push({from: senderOf(request, stem), request, response})
  }
  return exchanges
}

const serverOperations: ReadonlySet<string> = new Set(['Notify', 'Put'])

/** Query and Discover Versions go both ways; only the name of the case tells which. KMIP 1.4 section 5. */
function senderOf(request: TtlvNode, stem: string): Exchange['from'] {
  if (/(?:^|-)S2C(?:-|$)/u.test(stem)) return 'server'
  return operationsOf(request).every((operation) => serverOperations.has(operation)) ? 'server' : 'client'
}

function versionOf([request]: readonly TtlvNode[]): string {
  const version = childOf(childOf(request, Tag.RequestHeader), Tag.ProtocolVersion)
  const number = (tag: number) => String(numberIn(version, tag) ?? '?')
  return `${number(Tag.ProtocolVersionMajor)}.${number(Tag.ProtocolVersionMinor)}`
}
