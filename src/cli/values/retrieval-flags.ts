import {Flags} from '@oclif/core'
import type {Get} from '../../kmip/operations/get.ts'
import type {RequestOf} from '../../kmip/schema/operation.ts'
import {KeyCompressionType, KeyFormatType, KeyWrapType} from '../../kmip/spec/enumerations.ts'
import {givenEnumeration, parseEnumeration} from '../../notation/enumeration-value.ts'
import {wrappingFlags, wrappingSpecification, type WrappingFlagValues} from './wrapping-flags.ts'

/** In which form the server hands an object out. */
export const retrievalFlags = {
  format: Flags.string({
    summary: 'Key format type, such as raw, PKCS#8 or transparent-symmetric-key',
    helpValue: 'NAME',
  }),
  'wrap-type': Flags.string({
    summary: 'as-registered or not-wrapped, for a key that was registered wrapped',
    helpValue: 'NAME',
    helpGroup: 'WRAPPING',
  }),
  compression: Flags.string({
    summary: 'Form of the point of an EC public key, such as ec-public-key-type-uncompressed',
    helpValue: 'NAME',
  }),
  ...wrappingFlags,
}

export interface RetrievalFlagValues extends WrappingFlagValues {
  readonly format?: string | undefined
  readonly compression?: string | undefined
  readonly 'wrap-type'?: string | undefined
}

type Retrieval = Pick<
  RequestOf<typeof Get>,
  'keyFormatType' | 'keyWrapType' | 'keyCompressionType' | 'keyWrappingSpecification'
>

/** What the flags say of the form. @throws UsageError naming the flag */
export function retrievalFrom(flags: RetrievalFlagValues): Retrieval {
  const {format, 'wrap-type': wrapType} = flags
  return {
    keyFormatType: format === undefined ? undefined : parseEnumeration(KeyFormatType, format, '--format'),
    keyWrapType: wrapType === undefined ? undefined : parseEnumeration(KeyWrapType, wrapType, '--wrap-type'),
    keyCompressionType: givenEnumeration(KeyCompressionType, flags.compression, '--compression'),
    keyWrappingSpecification: wrappingSpecification(flags),
  }
}
