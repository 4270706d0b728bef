import {Operation} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'

/** Most characters of a Log Message. */
export const longestLogMessage = 4096

/** Control and format characters, which could forge lines, colours or directions where somebody reads them. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** A text of a client as it may stand in a line of a log: nothing in it that does not print. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, '\ufffd')
}

/** What the batch item of a request for Log says, as it may stand in a line; undefined for any other item. */
export function logMessageOf(item: TtlvNode | undefined): string | undefined {
  return textOf(item, 'Log', Tag.LogMessage)
}

/** Which test the batch item of a request for Interop is about, as it may stand in a line; undefined for any other item. */
export function interopIdentifierOf(item: TtlvNode | undefined): string | undefined {
  return textOf(item, 'Interop', Tag.InteropIdentifier)
}

function textOf(item: TtlvNode | undefined, operation: 'Log' | 'Interop', tag: number): string | undefined {
  if (item === undefined || child(item, Tag.Operation)?.value !== Operation.valueOf(operation)) return undefined
  const payload = child(item, Tag.RequestPayload)
  const node = payload && child(payload, tag)
  return node?.type === ItemType.TextString ? printable(node.value.slice(0, longestLogMessage)) : undefined
}
