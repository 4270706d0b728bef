import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {type Encoding, readAny} from '../../ttlv/detect.ts'
import {TtlvError} from '../../ttlv/error.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {readInput} from '../files/input-file.ts'
import type {Output} from '../output/output.ts'
import {locateFault} from './malformed-input.ts'

export interface ReadMessages {
  readonly encoding: Encoding
  readonly nodes: readonly TtlvNode[]
}

/**
 * The messages of a file, or of standard input for `-`, in whatever encoding. Shows where malformed input is wrong.
 *
 * @throws TtlvError when it is malformed, UsageError when the file cannot be read
 */
export async function readMessages(path: string, output: Pick<Output, 'note'>): Promise<ReadMessages> {
  return decodeMessages(await readInput(path), output)
}

/** The same of bytes that were read already. @throws TtlvError */
export function decodeMessages(input: Buffer, output: Pick<Output, 'note'>): ReadMessages {
  try {
    return readAny(input, kmipVocabulary)
  } catch (error) {
    const place = error instanceof TtlvError ? locateFault(error, input) : undefined
    if (place !== undefined) output.note(place)
    throw error
  }
}
