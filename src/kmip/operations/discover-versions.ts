import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {ProtocolVersion} from '../structures/protocol-version.ts'

/** KMIP 1.4 sections 4.26 and 5.4, 2.1 sections 6.1.16 and 6.2.1. */
export const DiscoverVersions = operation('DiscoverVersions', {
  since: '1.1',
  request: {
    protocolVersion: field(Tag.ProtocolVersion, ProtocolVersion).repeated(),
  },
  response: {
    protocolVersion: field(Tag.ProtocolVersion, ProtocolVersion).repeated(),
  },
})
