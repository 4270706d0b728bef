import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import type {DataReference} from '../../kmip/operations/data-reference.ts'
import {parseDataReference} from '../../notation/batch-reference.ts'
import {readInput} from '../files/input-file.ts'
import {encodedFlags, type EncodedFlagValues, readEncoded} from './encoded-flags.ts'

const encoded = ['data-file', 'data-hex', 'data-base64']

/** Where bytes come from; standard input where none of them is given. */
export const dataFlags = {
  data: Flags.string({summary: 'The data as text', helpValue: 'TEXT', exclusive: encoded}),
  ...encodedFlags('data', 'The data', ['data']),
}

export interface DataFlagValues extends EncodedFlagValues<'data'> {
  readonly data?: string | undefined
}

/** @throws UsageError when nothing is given and standard input is a terminal, or the file cannot be read */
export async function readData(flags: DataFlagValues): Promise<Uint8Array> {
  if (flags.data !== undefined) return Buffer.from(flags.data)
  const given = await readEncoded(flags, 'data')
  if (given !== undefined) return given
  if (process.stdin.isTTY) {
    throw new UsageError('Missing the data', {
      hint: 'Pass --data, --data-file, --data-hex or --data-base64, or pipe it in',
    })
  }
  return readInput('-')
}

/** Of operations that may also take what an earlier one of the batch gave. */
export const batchDataFlags = {
  ...dataFlags,
  'data-from': Flags.string({
    summary: 'Earlier operation of the batch whose output it is: hash, encrypt, 0 for the first one (KMIP 2.0)',
    helpValue: 'NAME',
    exclusive: ['data', ...encoded],
  }),
}

export interface BatchDataFlagValues extends DataFlagValues {
  readonly 'data-from'?: string | undefined
}

/** @throws UsageError as `readData` */
export async function readDataReference({'data-from': from, ...flags}: BatchDataFlagValues): Promise<DataReference> {
  return from === undefined ? readData(flags) : parseDataReference(from, '--data-from')
}
