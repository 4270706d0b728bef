import {UsageError} from '../../errors.ts'
import {readInput} from '../files/input-file.ts'

/** The identifiers on standard input, one a line. @throws UsageError when there is none */
export async function readIdentifiers(): Promise<string[]> {
  const text = (await readInput('-')).toString('utf8')
  const identifiers = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (identifiers.length > 0) return identifiers
  throw new UsageError('Standard input holds no identifier', {hint: 'Write one on each line'})
}
