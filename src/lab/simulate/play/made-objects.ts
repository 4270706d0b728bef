import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import {childOf, identifierIn, numberIn} from '../../conformance/conversation/payload.ts'

const makers: ReadonlySet<string> = new Set([
  'Create',
  'CreateKeyPair',
  'Register',
  'ReKey',
  'ReKeyKeyPair',
  'DeriveKey',
])

/** The objects that a conversation has made and not destroyed. */
export class MadeObjects {
  readonly #identifiers = new Set<string>()

  get identifiers(): readonly string[] {
    return [...this.#identifiers]
  }

  /** Takes note of an item of a request that was a success. */
  note(request: TtlvNode | undefined, payload: TtlvNode | undefined): void {
    const operation = Operation.nameOf(numberIn(request, Tag.Operation) ?? 0) ?? ''
    if (operation === 'Destroy') {
      this.#identifiers.delete(identifierIn(childOf(request, Tag.RequestPayload)) ?? '')
      return
    }
    if (!makers.has(operation)) return
    for (const tag of [Tag.UniqueIdentifier, Tag.PrivateKeyUniqueIdentifier, Tag.PublicKeyUniqueIdentifier]) {
      const identifier = identifierIn(payload, tag)
      if (identifier !== undefined) this.#identifiers.add(identifier)
    }
  }
}
