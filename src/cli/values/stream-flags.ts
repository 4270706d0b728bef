import {Flags} from '@oclif/core'
import {parseHex} from '../../notation/bytes-value.ts'
import {bytesToHex} from '../../ttlv/hex.ts'

const helpGroup = 'PARTS'

/** Data that come in several requests, since KMIP 1.3. */
export const streamFlags = {
  init: Flags.boolean({summary: 'The data are the first part of several', helpGroup, exclusive: ['correlation-hex']}),
  final: Flags.boolean({summary: 'The data are the last part', helpGroup}),
  'correlation-hex': Flags.string({
    summary: 'Correlation value that the part before was answered with, in hexadecimal',
    helpValue: 'HEX',
    helpGroup,
  }),
}

export interface StreamFlagValues {
  readonly init?: boolean | undefined
  readonly final?: boolean | undefined
  readonly 'correlation-hex'?: string | undefined
}

/** The members of a request by which a part of the data says so. @throws UsageError naming the flag */
export function streamRequest({init, final, 'correlation-hex': correlation}: StreamFlagValues) {
  return {
    correlationValue: correlation === undefined ? undefined : parseHex(correlation, '--correlation-hex'),
    initIndicator: init === true ? true : undefined,
    finalIndicator: final === true ? true : undefined,
  }
}

/** True where the server owes no verdict yet. */
export function isUnfinished({init, final, 'correlation-hex': correlation}: StreamFlagValues): boolean {
  return final !== true && (init === true || correlation !== undefined)
}

/** How to send the next part; empty where there is none to come. */
export function streamHint({correlationValue}: {readonly correlationValue?: Uint8Array | undefined}): string {
  return correlationValue === undefined
    ? ''
    : `Send the next part with --correlation-hex ${bytesToHex(correlationValue)}`
}
