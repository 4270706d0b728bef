import {Flags} from '@oclif/core'
import {parseDuration} from '../../config/duration.ts'

/** A duration such as `24h`, in seconds. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'DURATION',
  parse: async (text) => Math.round(parseDuration(text) / 1000),
})
