import {Tag} from '../../../kmip/spec/tags.ts'
import {CredentialType} from '../../../kmip/spec/enumerations.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'

/** Who to be in the messages, beside the certificate. */
export interface Login {
  readonly username: string
  readonly password?: string | undefined
}

/** Fields of a request header that come after the authentication. KMIP 1.4 section 7.2 */
const later: ReadonlySet<number> = new Set([
  Tag.BatchErrorContinuationOption,
  Tag.BatchOrderOption,
  Tag.TimeStamp,
  Tag.BatchCount,
])

/** The request with a user name in its header, which the profiles let a client add; one that has an authentication stays. */
export function withLogin(request: TtlvNode, login: Login | undefined): TtlvNode {
  if (login === undefined || request.type !== ItemType.Structure) return request
  const header = child(request, Tag.RequestHeader)
  if (header?.type !== ItemType.Structure || child(header, Tag.Authentication) !== undefined) return request
  const found = header.value.findIndex(({tag}) => later.has(tag))
  const place = found === -1 ? header.value.length : found
  const fields = [...header.value.slice(0, place), authentication(login), ...header.value.slice(place)]
  const items = request.value.map((item) => (item === header ? structureNode(header.tag, fields) : item))
  return structureNode(request.tag, items)
}

function authentication({username, password}: Login): TtlvNode {
  const text = (tag: number, value: string): TtlvNode => ({tag, type: ItemType.TextString, value})
  const type = CredentialType.valueOf('UsernameAndPassword') ?? 0
  return structureNode(Tag.Authentication, [
    structureNode(Tag.Credential, [
      {tag: Tag.CredentialType, type: ItemType.Enumeration, value: type},
      structureNode(Tag.CredentialValue, [
        text(Tag.Username, username),
        ...(password === undefined ? [] : [text(Tag.Password, password)]),
      ]),
    ]),
  ])
}
