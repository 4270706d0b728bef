import {readCertificate} from '../../ca/certificate.ts'
import {readInput} from '../files/input-file.ts'

export interface AuthorityFile {
  readonly certificatePem: string
  /** The file has what nobody but the authority should have. */
  readonly holdsPrivateKey: boolean
}

/**
 * The certificates in a file, in PEM or one in DER.
 *
 * @throws UsageError when it is neither
 */
export async function readAuthorityFile(path: string): Promise<AuthorityFile> {
  const bytes = await readInput(path)
  const text = Buffer.from(bytes).toString('latin1')
  const certificatePem = text.includes('-----BEGIN ') ? text : readCertificate(bytes).toString()
  return {certificatePem, holdsPrivateKey: /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)}
}
