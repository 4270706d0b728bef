import {template} from '../codec/template.ts'
import {count, ulong, ulongs, wantedCount} from '../codec/wire-type.ts'

const session = {session: ulong} as const
const object = {...session, object: ulong} as const

/** Of objects: PKCS#11 3.0 section 5.7. */
export const objectSignatures = {
  C_CreateObject: {input: {...session, template}, output: {object: ulong}},
  C_DestroyObject: {input: object, output: {}},
  C_GetObjectSize: {input: object, output: {size: count}},
  C_GetAttributeValue: {input: {...object, template}, output: {template}},
  C_SetAttributeValue: {input: {...object, template}, output: {}},
  C_FindObjectsInit: {input: {...session, template}, output: {}},
  C_FindObjects: {input: {...session, maxObjectCount: wantedCount}, output: {objects: ulongs}},
  C_FindObjectsFinal: {input: session, output: {}},
} as const
