import {Flags} from '@oclif/core'
import {UsageError} from '../../../errors.ts'
import type {PlainMapping} from '../../../notation/plain.ts'
import {readInput} from '../../files/input-file.ts'

/** A ticket is as good as a password, so it is never on the command line itself. */
export const ticketFlags = {
  ticket: Flags.string({
    summary: 'File with the value of the ticket, as --out of op login wrote it, - for standard input',
    helpValue: 'FILE',
    required: true,
  }),
}

/** The ticket of a request. @throws UsageError naming the file */
export async function ticketFrom({ticket: file}: {readonly ticket: string}): Promise<PlainMapping> {
  const value = await readInput(file)
  if (value.length > 0) return {'Ticket Type': 'Login', 'Ticket Value': value}
  throw new UsageError(`${file === '-' ? 'Standard input' : `The file ${file}`} is empty and holds no ticket`)
}
