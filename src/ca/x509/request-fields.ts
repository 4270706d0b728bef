import {contextTag, DerTag, elementOf, readElement, readElements, type DerElement} from './der-element.ts'
import {UsageError} from '../../errors.ts'
import {readName} from './directory-name.ts'

/** What a certificate request asks for, each part as it is encoded there. */
export interface RequestFields {
  /** Distinguished name in DER; undefined where the request leaves it open. */
  readonly subject: Uint8Array | undefined
  /** SubjectPublicKeyInfo in DER; undefined where the request leaves it open. */
  readonly publicKeyInfo: Uint8Array | undefined
}

/** Real requests have one to five kilobytes. */
export const longestRequest = 64 * 1024

/**
 * Takes a PKCS#10 request in DER apart, without looking at its signature. RFC 2986 section 4.
 *
 * @throws UsageError when the bytes are not exactly one such request
 */
export function readRequestFields(der: Uint8Array): RequestFields {
  return read(der, 'a PKCS#10 certificate request', (elements) => {
    const parts = readElements(elementOf(elements, 0, DerTag.Sequence).content)
    elementOf(elements, 1, DerTag.Sequence)
    elementOf(elements, 2, DerTag.BitString)
    elementOf(parts, 0, DerTag.Integer)
    const subject = elementOf(parts, 1, DerTag.Sequence).raw
    readName(subject)
    return {subject, publicKeyInfo: elementOf(parts, 2, DerTag.Sequence).raw}
  })
}

/**
 * Takes certificate request messages in DER apart and tells what the first one asks for. RFC 4211 sections 3 and 5.
 *
 * @throws UsageError when the bytes are not a list of such messages
 */
export function readRequestMessages(der: Uint8Array): RequestFields {
  return read(der, 'a CRMF certificate request', (messages) => {
    const [first] = messages.map(templateOf)
    if (first === undefined) throw new TypeError('There is no message')
    return first
  })
}

function templateOf(message: DerElement): RequestFields {
  const parts = readElements(sequence(message).content)
  const request = readElements(elementOf(parts, 0, DerTag.Sequence).content)
  elementOf(request, 0, DerTag.Integer)
  const template = readElements(elementOf(request, 1, DerTag.Sequence).content)
  const name = template.find(({tag}) => tag === contextTag(5))
  const key = template.find(({tag}) => tag === contextTag(6))
  // A name is a choice and keeps its own tag inside of the other, a key is a sequence whose tag was replaced
  const subject = name === undefined ? undefined : sequence(readElement(name.content)).raw
  if (subject !== undefined) readName(subject)
  return {
    subject,
    publicKeyInfo: key === undefined ? undefined : Uint8Array.of(DerTag.Sequence, ...key.raw.subarray(1)),
  }
}

function sequence(element: DerElement): DerElement {
  return elementOf([element], 0, DerTag.Sequence)
}

function read(
  der: Uint8Array,
  what: string,
  fields: (elements: readonly DerElement[]) => RequestFields,
): RequestFields {
  if (der.length > longestRequest) throw new UsageError('The signing request is larger than 64 KiB')
  try {
    return fields(readElements(sequence(readElement(der)).content))
  } catch (cause) {
    throw new UsageError(`The data is not ${what} in DER`, {cause})
  }
}
