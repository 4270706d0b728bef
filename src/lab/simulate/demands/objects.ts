import {CryptographicAlgorithm, KeyFormatType, ObjectType} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf, numberIn} from '../../conformance/conversation/payload.ts'
import {keyBlockIn} from '../rules/parts.ts'
import type {Demand} from './demand.ts'

export function objectType(name: string): Demand {
  return {
    text: `the object is a ${ObjectType.specName(name) ?? name}`,
    check({payload}) {
      const found = numberIn(payload, Tag.ObjectType)
      if (found === ObjectType.valueOf(name)) return undefined
      return {expected: `Object Type ${name}`, received: enumerated(ObjectType.nameOf(found ?? 0), found)}
    },
  }
}

export function keyFormat(name: string): Demand {
  return {
    text: `the key comes in the format ${name}`,
    check({payload}) {
      const found = numberIn(keyBlockIn(payload), Tag.KeyFormatType)
      if (found === KeyFormatType.valueOf(name)) return undefined
      return {expected: `Key Format Type ${name}`, received: enumerated(KeyFormatType.nameOf(found ?? 0), found)}
    },
  }
}

function enumerated(name: string | undefined, value: number | undefined): string {
  return value === undefined ? 'none' : (name ?? `0x${value.toString(16)}`)
}

export function keyBytes(length: number): Demand {
  return {
    text: `the key has ${length} bytes`,
    check({payload}) {
      const found = keyMaterial(payload)?.length
      if (found === length) return undefined
      return {expected: `${length} bytes of Key Material`, received: found === undefined ? 'none' : `${found} bytes`}
    },
  }
}

/** The bytes that were registered. */
export function sameKeyMaterial(name: string): Demand {
  return {
    text: 'the bytes that were registered come back unchanged',
    check({payload, values}) {
      const found = keyMaterial(payload)
      if (found !== undefined && Buffer.compare(found, values.bytes(name)) === 0) return undefined
      return {expected: 'the registered bytes', received: found === undefined ? 'none' : `${found.length} other bytes`}
    },
  }
}

export function keyBlockOf(algorithm: string, length: number): Demand {
  return {
    text: `the Key Block says ${algorithm} and ${length} bits`,
    check({payload}) {
      const block = keyBlockIn(payload)
      const found = numberIn(block, Tag.CryptographicAlgorithm)
      const bits = numberIn(block, Tag.CryptographicLength)
      if (found === CryptographicAlgorithm.valueOf(algorithm) && bits === length) return undefined
      const name = enumerated(CryptographicAlgorithm.nameOf(found ?? 0), found)
      return {expected: `${algorithm} of ${length} bits in the Key Block`, received: `${name}, ${bits ?? 'no'} bits`}
    },
  }
}

function keyMaterial(payload: TtlvNode | undefined): Uint8Array | undefined {
  const material = childOf(childOf(keyBlockIn(payload), Tag.KeyValue), Tag.KeyMaterial)
  return material?.type === ItemType.ByteString ? material.value : undefined
}
