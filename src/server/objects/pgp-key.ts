import {KmipError} from '../../kmip/error.ts'
import type {PGPKey} from '../../kmip/objects/pgp-key.ts'

/** RFC 4880 section 5.5.2, the versions that KMIP names. */
const versions: readonly number[] = [3, 4]

/** The key itself is opaque to the server; its version is not. KMIP 1.4 section 2.2.9. */
export function checkPgpKey({pgpKeyVersion}: PGPKey): void {
  if (versions.includes(pgpKeyVersion)) return
  throw new KmipError(
    'InvalidField',
    `PGP Key Version ${pgpKeyVersion} is not supported, ${versions.join(' and ')} are`,
  )
}
