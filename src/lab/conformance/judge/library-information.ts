import {Tag} from '../../../kmip/spec/tags.ts'
import {PKCS_11Function} from '../../../kmip/spec/pkcs11.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {numberIn} from '../conversation/payload.ts'

const getInfo = PKCS_11Function.valueOf('C_GetInfo')

/** Of the CK_INFO of PKCS#11 in bytes: version, manufacturer, flags, description, version of the library. */
const size = 2 + 32 + 8 + 32 + 2
const flags = {start: 34, end: 42}

/**
 * True for two answers to C_GetInfo that differ in what a library calls itself alone: its manufacturer, its description
 * and its versions. The Query of KMIP leaves a server as much.
 */
export function describesAnotherLibrary(
  meaning: number,
  {
    request,
    expected,
    received,
  }: {readonly request: TtlvNode | undefined} & Readonly<Record<'expected' | 'received', TtlvNode['value']>>,
): boolean {
  if (meaning !== Tag.PKCS_11OutputParameters || getInfo === undefined) return false
  if (numberIn(request, Tag.PKCS_11Function) !== getInfo) return false
  if (!(expected instanceof Uint8Array) || !(received instanceof Uint8Array)) return false
  if (expected.length !== size || received.length !== size) return false
  const flagsOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(flags.start, flags.end)).toString('hex')
  return flagsOf(expected) === flagsOf(received)
}
