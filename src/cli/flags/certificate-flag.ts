import {Flags} from '@oclif/core'
import type {CredentialName} from '../../administration/credentials.ts'
import {UsageError} from '../../errors.ts'
import {readInput} from '../files/input-file.ts'

/** Instead of a serial number. */
export const certificateFlag = Flags.string({
  summary: 'File with the certificate, in PEM or DER, instead of a serial number',
  helpValue: 'FILE',
})

/** The credential an argument or the flag names; undefined when neither was given. */
export async function credentialName(
  serialNumber: string | undefined,
  certificate: string | undefined,
): Promise<CredentialName | undefined> {
  if (serialNumber !== undefined && certificate !== undefined) {
    throw new UsageError('The credential is named by a serial number or by --certificate, not by both')
  }
  if (serialNumber !== undefined) return {serialNumber}
  return certificate === undefined ? undefined : {certificate: await readInput(certificate)}
}
