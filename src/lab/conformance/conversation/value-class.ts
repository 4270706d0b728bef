import {Tag} from '../../../kmip/spec/tags.ts'

/**
 * What kind of value the server chooses under a tag. Values of one kind are interchangeable: a Linked Object Identifier
 * names what a Unique Identifier named before.
 */
export type ValueClass = 'identifier' | 'correlation' | 'material' | 'output' | 'batch item'

const classes: ReadonlyMap<number, ValueClass> = new Map<number, ValueClass>([
  [Tag.UniqueIdentifier, 'identifier'],
  [Tag.PrivateKeyUniqueIdentifier, 'identifier'],
  [Tag.PublicKeyUniqueIdentifier, 'identifier'],
  [Tag.CertificateRequestUniqueIdentifier, 'identifier'],
  [Tag.LinkedObjectIdentifier, 'identifier'],
  [Tag.ReplacedUniqueIdentifier, 'identifier'],
  [Tag.ShortUniqueIdentifier, 'identifier'],
  [Tag.UniqueBatchItemID, 'batch item'],
  [Tag.AsynchronousCorrelationValue, 'correlation'],
  [Tag.CorrelationValue, 'correlation'],
  [Tag.ClientCorrelationValue, 'correlation'],
  [Tag.ServerCorrelationValue, 'correlation'],
  [Tag.TicketValue, 'correlation'],
  [Tag.KeyMaterial, 'material'],
  [Tag.KeyValue, 'material'],
  [Tag.CertificateValue, 'material'],
  [Tag.Data, 'output'],
  [Tag.SignatureData, 'output'],
  [Tag.MACData, 'output'],
  [Tag.IVCounterNonce, 'output'],
  [Tag.AuthenticatedEncryptionTag, 'output'],
])

/** Undefined for values that the server does not choose. */
export function valueClassOf(tag: number): ValueClass | undefined {
  return classes.get(tag)
}
