import type {CertificateDescription} from '../../ca/certificate.ts'
import type {KeyValue} from '../output/key-values.ts'
import {dateText} from './date-text.ts'

export function authorityFacts(certificate: CertificateDescription): readonly KeyValue[] {
  const {key} = certificate
  return [
    ['Subject', certificate.subject],
    ['Issuer', certificate.issuer],
    ['Serial number', certificate.serialNumber],
    ['Valid from', dateText(certificate.notBefore)],
    ['Expires', dateText(certificate.notAfter)],
    ['Key', key.curve ?? `${key.type} ${key.bits ?? ''}`.trim()],
    ['Fingerprint', `SHA-256 ${certificate.fingerprint}`],
  ]
}
