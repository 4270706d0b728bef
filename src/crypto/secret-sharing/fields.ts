import {byteField} from './byte-field.ts'
import {extensionField} from './extension-field.ts'

/** x^8 + x^4 + x^3 + x^2 + 1, KMIP 2.1 section 13.1; the official test cases of 1.4 share in it, too (TC-SJ-2). */
export const field256 = byteField(0x11d)

/** Of FIPS 197, x^8 + x^4 + x^3 + x + 1: the field over which KMIP 1.4 section 2.2.5 builds GF(2^16). */
const fips197Field = byteField(0x11b)

/** Pairs of bytes (u, v) that mean u y + v, with y^2 = y + m for m = x^5 + x^4 + x^3 + x. KMIP 1.4 section 2.2.5. */
export const field65536 = extensionField(fips197Field, 0x3a)
