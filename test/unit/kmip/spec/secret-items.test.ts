import {expect, it} from 'vitest'
import {holdsSecret} from '../../../../src/kmip/spec/secret-items.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'

const bytes = (tag: number) => ({tag, type: ItemType.ByteString, value: new Uint8Array(1)}) as const

it('finds a secret however deep it lies', () => {
  const block = structureNode(Tag.KeyBlock, [structureNode(Tag.KeyValue, [bytes(Tag.KeyMaterial)])])
  expect(holdsSecret(structureNode(Tag.ResponsePayload, [structureNode(Tag.SymmetricKey, [block])]))).toBe(true)
  expect(holdsSecret(bytes(Tag.TicketValue))).toBe(true)
})

it('finds none in a certificate', () => {
  const certificate = structureNode(Tag.Certificate, [bytes(Tag.CertificateValue)])
  expect(holdsSecret(structureNode(Tag.ResponsePayload, [certificate]))).toBe(false)
})
