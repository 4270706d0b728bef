import {UsageError} from '../errors.ts'

/** RFC 5280 appendix A: ub-common-name and ub-organizational-unit-name. */
const longestValue = 64

/** One part of a name, in the order of the certificate. */
export interface NamePart {
  readonly type: 'OU' | 'CN'
  readonly value: string
}

/** @throws UsageError when a part is empty, longer than 64 characters or holds control characters */
export function checkDistinguishedName(parts: readonly NamePart[]): void {
  for (const {type, value} of parts) {
    const label = type === 'OU' ? 'organizational unit' : 'common name'
    if (value === '') throw new UsageError(`The ${label} of a certificate may not be empty`)
    if (value.length > longestValue) {
      throw new UsageError(`The ${label} ${value.slice(0, 16)}... is longer than ${longestValue} characters`)
    }
    if (/\p{Cc}/u.test(value)) throw new UsageError(`The ${label} of a certificate may not hold control characters`)
  }
}
