/**
 * The library: a typed KMIP client, the TTLV codec and the model behind both. `kmipctl/server` has a server for tests.
 */
export {connect} from './library/connect.ts'
export type {ConnectOptions, Material, ServerAddress} from './library/connect-options.ts'
export type {Client, SignalOptions} from './library/client.ts'
export type {CallOptions, TracedMessage} from './client/kmip-client.ts'
export type {FailoverRule} from './client/failover.ts'
export type {HeaderOptions} from './client/request-message.ts'
export {operationCall} from './client/operation-call.ts'
export type {BatchResult, BatchResults, OperationCall} from './client/operation-call.ts'
export type {Address} from './transport/address.ts'
export type {TlsVersion} from './config/switch.ts'
export type {FailedServer} from './transport/connect-any.ts'
export type {PeerFacts} from './transport/peer.ts'
export type {CertificateFacts} from './transport/certificate-facts.ts'

export {operations} from './kmip/operations/index.ts'
export type {DeclaredOperationName} from './kmip/operations/index.ts'
export type {Operation, OperationName, RequestOf, ResponseOf} from './kmip/schema/operation.ts'
export type {IdentifierReference} from './kmip/schema/identifier.ts'

export {attributes} from './library/attributes.ts'
export type {AttributeValues, CustomName, CustomValue, WrittenValue} from './library/attributes.ts'
export {AttributeSet} from './kmip/attributes/attribute-set.ts'
export type {AttributeInstance, AttributeKey, AttributeValue} from './kmip/attributes/attribute-set.ts'
export type {AttributeName} from './kmip/attributes/catalogue.ts'

export {
  certificate,
  keyObject,
  opaqueObject,
  privateKey,
  publicKey,
  secretData,
  symmetricKey,
} from './library/objects.ts'
export {objectBytes} from './kmip/objects/object-bytes.ts'
export type {ManagedObject, ManagedObjectType} from './kmip/objects/managed-object.ts'

export {
  decodeAny,
  decodeJson,
  decodeTtlv,
  decodeXml,
  encodeJson,
  encodeTtlv,
  encodeXml,
  treeText,
} from './library/ttlv.ts'
export type {DecodedMessages, DecodeOptions, TextOptions, TreeTextOptions} from './library/ttlv.ts'
export {child, ItemType, structureNode} from './ttlv/node.ts'
export type {StructureNode, TtlvNode} from './ttlv/node.ts'
export type {TtlvLimits} from './ttlv/limits.ts'

export {enumerations} from './kmip/spec/enumeration-index.ts'
export type {EnumName, EnumValue} from './kmip/spec/enumeration.ts'
export {masks} from './kmip/spec/masks.ts'
export {Tag} from './kmip/spec/tags.ts'
export {versions} from './kmip/spec/version.ts'
export type {Version} from './kmip/spec/version.ts'

export {ConfigError, KmipctlError, TransportError, UsageError} from './errors.ts'
export type {TransportStage} from './errors.ts'
export {OperationFailedError} from './client/operation-failed-error.ts'
export {UnexpectedResponseError} from './client/unexpected-response-error.ts'
export {KmipError} from './kmip/error.ts'
export {TtlvError} from './ttlv/error.ts'
