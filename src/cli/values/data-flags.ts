import {Flags} from '@oclif/core'
import {UsageError} from '../../errors.ts'
import type {DataReference} from '../../kmip/operations/data-reference.ts'
import {parseDataReference} from '../../notation/batch-reference.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import {readInput} from '../files/input-file.ts'

/** Where bytes come from; standard input where none of them is given. */
export const dataFlags = {
  data: Flags.string({summary: 'The data as text', helpValue: 'TEXT', exclusive: ['data-file', 'data-hex']}),
  'data-file': Flags.string({
    summary: 'File with the data, - for standard input',
    helpValue: 'FILE',
    exclusive: ['data', 'data-hex'],
  }),
  'data-hex': Flags.string({
    summary: 'The data in hexadecimal',
    helpValue: 'HEX',
    exclusive: ['data', 'data-file'],
  }),
}

export interface DataFlagValues {
  readonly data?: string | undefined
  readonly 'data-file'?: string | undefined
  readonly 'data-hex'?: string | undefined
}

/** @throws UsageError when nothing is given and standard input is a terminal, or the file cannot be read */
export async function readData(flags: DataFlagValues): Promise<Uint8Array> {
  if (flags.data !== undefined) return Buffer.from(flags.data)
  if (flags['data-hex'] !== undefined) return parseHex(flags['data-hex'], '--data-hex')
  const file = flags['data-file']
  if (file === undefined && process.stdin.isTTY) {
    throw new UsageError('Missing the data', {hint: 'Pass --data, --data-file or --data-hex, or pipe it in'})
  }
  return readInput(file ?? '-')
}

/** Of operations that may also take what an earlier one of the batch gave. */
export const batchDataFlags = {
  ...dataFlags,
  'data-from': Flags.string({
    summary: 'Earlier operation of the batch whose output it is: hash, encrypt, 0 for the first one (KMIP 2.0)',
    helpValue: 'NAME',
    exclusive: ['data', 'data-file', 'data-hex'],
  }),
}

export interface BatchDataFlagValues extends DataFlagValues {
  readonly 'data-from'?: string | undefined
}

/** @throws UsageError as `readData` */
export async function readDataReference({'data-from': from, ...flags}: BatchDataFlagValues): Promise<DataReference> {
  return from === undefined ? readData(flags) : parseDataReference(from, '--data-from')
}
