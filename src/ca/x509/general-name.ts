import {isIPv6, SocketAddress} from 'node:net'
import {readElement, readElements, readObjectIdentifier, type DerElement} from './der-element.ts'
import {nameText} from './directory-name.ts'

const ascii = ({content}: DerElement): string => Buffer.from(content).toString('latin1')

/** Choices of GeneralName by their tag, RFC 5280 section 4.2.1.6. Other names have no text. */
const readers: Readonly<Record<number, (element: DerElement) => string | undefined>> = {
  0x81: ascii,
  0x82: ascii,
  0xa4: ({content}) => nameText(content),
  0x86: ascii,
  0x87: ({content}) => addressText(content),
  0x88: readObjectIdentifier,
}

/** The names in an alternative name extension, each in DER. */
export function readGeneralNames(extensionValue: Uint8Array): readonly Uint8Array[] {
  return readElements(readElement(extensionValue).content).map(({raw}) => raw)
}

/** The bare value of a name: an address, a host, a URI; undefined for kinds that have no text. */
export function generalNameText(der: Uint8Array): string | undefined {
  const element = readElement(der)
  return readers[element.tag]?.(element)
}

function addressText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return undefined
  const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []
  const address = groups.join(':')
  return isIPv6(address) ? new SocketAddress({family: 'ipv6', address}).address : undefined
}
