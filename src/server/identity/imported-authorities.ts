import type {X509Certificate} from 'node:crypto'
import {readCertificates} from '../../ca/certificate.ts'
import {type CertificateFields, readCertificateFields} from '../../ca/x509/certificate-fields.ts'
import type {AdministrationReader, AuthorityMapping} from '../../storage/store.ts'

/** An authority of somebody else, whose clients a listener takes. */
export interface ImportedAuthority {
  readonly name: string
  readonly anchors: readonly CertificateFields[]
  readonly mapping: AuthorityMapping
}

/** Those that a listener names as further authorities of clients. The server's own listener names none. */
export async function importedAuthorities(
  administration: AdministrationReader,
  listenerName: string | undefined,
): Promise<readonly ImportedAuthority[]> {
  const listener = listenerName === undefined ? undefined : await administration.listener(listenerName)
  const found: ImportedAuthority[] = []
  for (const name of new Set(listener?.additionalClientAuthorities)) {
    const record = await administration.authority(name)
    if (record?.kind !== 'imported') continue
    const {certificatePem, mapping = {}} = record
    found.push({name, mapping, anchors: readCertificates(certificatePem).map(fieldsOf)})
  }
  return found
}

export function fieldsOf({raw}: X509Certificate): CertificateFields {
  return readCertificateFields(new Uint8Array(raw))
}
