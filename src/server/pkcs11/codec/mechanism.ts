import type {ParameterReader} from './parameter-reader.ts'
import {byteString, bool, type WireType} from './wire-type.ts'

/** CK_MECHANISM; what the parameter holds depends on the mechanism. */
export interface Mechanism {
  readonly mechanism: number
  readonly parameter?: Uint8Array | undefined
}

export const mechanism: WireType<Mechanism> = {
  read(reader: ParameterReader) {
    const number = reader.ulong()
    return bool.read(reader) ? {mechanism: number, parameter: byteString.read(reader)} : {mechanism: number}
  },
  write(writer, {mechanism: number, parameter}) {
    writer.ulong(number)
    bool.write(writer, parameter !== undefined)
    if (parameter !== undefined) byteString.write(writer, parameter)
  },
}
