import type {RequestMessage} from '../kmip/message/message.ts'
import type {ResponseBatchItem} from '../kmip/message/batch-item.ts'
import {SetEndpointRole} from '../kmip/operations/set-endpoint-role.ts'
import type {EnumName} from '../kmip/spec/enumeration.ts'
import type {EndpointRole} from '../kmip/spec/enumerations.ts'
import {KmipError} from '../kmip/error.ts'
import {ItemType} from '../ttlv/node.ts'

export type EndpointRoleName = EnumName<typeof EndpointRole>

/** Which role the server has on one connection. KMIP 2.1 sections 6.1.54 and 6.2.5. */
export class EndpointRoles {
  #own: EndpointRoleName = 'Server'
  #next: EndpointRoleName | undefined

  get own(): EndpointRoleName {
    return this.#own
  }

  /** The peer may have agreed to a role of its own; the server has the other one from now on. */
  peerTook(role: EndpointRoleName | undefined): void {
    if (role === undefined) return
    this.#own = role === 'Client' ? 'Server' : 'Client'
  }

  /** Notes the role that an answer grants to the server. */
  granted(items: readonly ResponseBatchItem[]): void {
    for (const item of items) this.#next = acceptedRole(item) ?? this.#next
  }

  /** The answer leaves: what it grants holds for what comes after it. */
  settle(): void {
    this.#own = this.#next ?? this.#own
    this.#next = undefined
  }

  /** Another answer leaves instead. */
  drop(): void {
    this.#next = undefined
  }

  /**
   * A peer that has taken the server's role has nothing to ask for, but to change back.
   *
   * @throws KmipError Permission Denied
   */
  checkRequest({batchItems = []}: RequestMessage): void {
    if (this.#own === 'Server' || batchItems.every(({operation}) => operation === SetEndpointRole.name)) return
    throw new KmipError(
      'PermissionDenied',
      'The other end of this connection has the role of the server, it may ask for Set Endpoint Role only',
    )
  }
}

/** The role that a successful answer to Set Endpoint Role names; undefined for any other. */
export function acceptedRole(item: ResponseBatchItem | undefined): EndpointRoleName | undefined {
  const {operation, resultStatus, payload} = item ?? {}
  if (operation !== SetEndpointRole.name || resultStatus !== 'Success') return undefined
  if (payload?.type !== ItemType.Structure) return undefined
  const {endpointRole} = SetEndpointRole.response.decodeItems(payload.value)
  return typeof endpointRole === 'number' ? undefined : endpointRole
}
