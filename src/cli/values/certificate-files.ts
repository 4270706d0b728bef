import {readCertificate, readCertificates} from '../../ca/certificate.ts'
import type {Certificate} from '../../kmip/objects/certificate.ts'
import {readInput} from '../files/input-file.ts'

/** The certificates of files in PEM, with one or several each, or in DER. @throws UsageError */
export async function readCertificateFiles(files: readonly string[]): Promise<Certificate[]> {
  const certificates: Certificate[] = []
  for (const file of files) {
    const bytes = await readInput(file)
    const read = bytes.includes('-----BEGIN ') ? readCertificates(bytes.toString('latin1')) : [readCertificate(bytes)]
    for (const {raw} of read) certificates.push({certificateType: 'X_509', certificateValue: raw})
  }
  return certificates
}
