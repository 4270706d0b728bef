import {KmipctlError} from '../../../errors.ts'
import {RevocationReasonCode} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import type {Peer} from './peer.ts'
import {enumerationNode, requestMessage} from './request-message.ts'

/**
 * Destroys objects that cases have left, so that later ones do not find them; what the server refuses stays. `version` is
 * the Protocol Version structure to use.
 */
export async function destroyLeftovers(peer: Peer, identifiers: readonly string[], version: TtlvNode): Promise<void> {
  try {
    for (const identifier of identifiers) {
      const subject: TtlvNode = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: identifier}
      const reason = structureNode(Tag.RevocationReason, [
        enumerationNode(Tag.RevocationReasonCode, RevocationReasonCode.valueOf('CessationOfOperation')),
      ])
      await peer.exchange(requestMessage(version, 'Revoke', [subject, reason]))
      await peer.exchange(requestMessage(version, 'Destroy', [subject]))
    }
  } catch (error) {
    // What went wrong with the connection shows in the next case
    if (!(error instanceof KmipctlError)) throw error
  }
}
