import {describe, expect, it} from 'vitest'
import {requestMessage} from '../../../src/client/request-message.ts'
import {unrepeatableOperations} from '../../../src/client/repeatable.ts'
import type {OperationCall} from '../../../src/client/operation-call.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {CreateKeyPair} from '../../../src/kmip/operations/create-key-pair.ts'
import {Decrypt} from '../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../src/kmip/operations/get.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode} from '../../../src/ttlv/node.ts'

const get: OperationCall = {operation: Get, request: {uniqueIdentifier: '1'}}
const activate: OperationCall = {operation: Activate, request: {uniqueIdentifier: '1'}}
const data = Uint8Array.of(1)

const of = (...calls: OperationCall[]) =>
  unrepeatableOperations(requestMessage(calls, {version: '1.4', header: {}, now: () => new Date(0)}))

describe('what must not be carried out twice', () => {
  it('is nothing of a question', () => {
    expect(of(get)).toEqual([])
    expect(of({operation: Decrypt, request: {uniqueIdentifier: '1', data}})).toEqual([])
  })

  it('is whatever changes something', () => {
    expect(of(activate)).toEqual(['Activate'])
    expect(of({operation: CreateKeyPair, request: {}})).toEqual(['Create Key Pair'])
    expect(of(get, activate, activate)).toEqual(['Activate', 'Activate'])
  })

  it('is what uses up limits, and each part of a stream', () => {
    expect(of({operation: Encrypt, request: {uniqueIdentifier: '1', data}})).toEqual(['Encrypt'])
    expect(of({operation: Decrypt, request: {uniqueIdentifier: '1', data, initIndicator: true}})).toEqual(['Decrypt'])
  })

  it('is what nobody knows', () => {
    const operation = {tag: Tag.Operation, type: ItemType.Enumeration, value: 0x7fff} as const
    const item = structureNode(Tag.BatchItem, [operation])
    expect(unrepeatableOperations(structureNode(Tag.RequestMessage, [item]))).toEqual(['an unknown operation'])
    expect(unrepeatableOperations(structureNode(Tag.RequestMessage, []))).toEqual([])
  })
})
