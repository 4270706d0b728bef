import type {XmlValue} from '../../../ttlv/xml-reader.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** A symbol that stands for a value: `$UNIQUE_IDENTIFIER_0`, `$NOW-3600`. */
export type CaseVariable =
  | {readonly kind: 'name'; readonly name: string}
  /** The time of the run and so many seconds. */
  | {readonly kind: 'time'; readonly name: string; readonly seconds: number}

/** The items of a case whose values are variables. */
export type CaseVariables = ReadonlyMap<TtlvNode, CaseVariable>

const timePattern = /^\$NOW(?:(?<sign>[+-])(?<seconds>\d{1,10}))?$/u
const namePattern = /^\$[A-Z][A-Z0-9_]*$/u

/** Undefined for a text that is a value. */
export function parseVariable(text: string): CaseVariable | undefined {
  const time = timePattern.exec(text)
  if (time !== null) {
    const {sign = '+', seconds = '0'} = time.groups ?? {}
    return {kind: 'time', name: text, seconds: Number(`${sign}${seconds}`)}
  }
  return namePattern.test(text) ? {kind: 'name', name: text} : undefined
}

/** Puts empty values in the place of variables while a case is read, and keeps which variable each one is. */
export class VariableCollector {
  readonly variables = new Map<TtlvNode, CaseVariable>()

  readonly standIn = ({tag, type, text}: XmlValue): TtlvNode | undefined => {
    const variable = parseVariable(text)
    if (variable === undefined) return undefined
    const node = emptyNode(tag, type, text)
    if (node !== undefined) this.variables.set(node, variable)
    return node
  }
}

/** Texts keep the symbol, for people to see. Undefined for types that no variable has. */
function emptyNode(tag: number, type: XmlValue['type'], text: string): TtlvNode | undefined {
  switch (type) {
    case ItemType.TextString:
    case ItemType.Identifier:
    case ItemType.Reference:
    case ItemType.NameReference:
      return {tag, type, value: text}
    case ItemType.ByteString:
    case ItemType.BigInteger:
      return {tag, type, value: new Uint8Array()}
    case ItemType.DateTime:
    case ItemType.DateTimeExtended:
    case ItemType.LongInteger:
      return {tag, type, value: 0n}
    case ItemType.Integer:
    case ItemType.Interval:
      return {tag, type, value: 0}
    default:
      return undefined
  }
}
