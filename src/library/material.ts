import type {KeyObject, X509Certificate} from 'node:crypto'
import type {Setting} from '../config/setting.ts'
import {asBuffer} from '../ttlv/hex.ts'
import type {Material} from './connect-options.ts'

/** A setting under the name of the option, which errors name. */
export function materialSetting(option: string, material: Material | undefined): Setting<string> | undefined {
  if (material === undefined) return undefined
  const setting = {flag: option, origin: {kind: 'flag'}} as const
  if (typeof material !== 'string') return {...setting, value: option, content: asBuffer(material)}
  return material.includes('-----BEGIN')
    ? {...setting, value: option, content: Buffer.from(material)}
    : {...setting, value: material}
}

/** What Node or the application has read already. */
export function isKeyObject(value: object): value is KeyObject {
  return 'export' in value && 'type' in value
}

/** A certificate that Node has read already. */
export function isX509Certificate(value: object): value is X509Certificate {
  return 'fingerprint256' in value && 'raw' in value
}
