import type {X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'

/** Certificates start early, so that a peer whose clock is a little behind accepts them at once. */
export const backdatedSeconds = 30

/** The last second an X.509 certificate can name (RFC 5280, 4.1.2.5). */
const endOfTime = Date.UTC(9999, 11, 31, 23, 59, 59)

export interface Lifetime {
  readonly lifetimeSeconds: number
  readonly now: Date
}

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

/**
 * From 30 seconds before `now` to `lifetimeSeconds` after it, cut at the end of the issuer's own validity, since a
 * certificate is of no use after its issuer's.
 *
 * @throws UsageError when the lifetime is not a positive whole number, or the issuer has expired
 */
export function certificateValidity({lifetimeSeconds, now}: Lifetime, issuer?: X509Certificate): Validity {
  if (!Number.isSafeInteger(lifetimeSeconds) || lifetimeSeconds <= 0) {
    throw new UsageError(`A certificate cannot live for ${lifetimeSeconds} seconds`, {
      hint: 'Give a whole number of seconds above zero',
    })
  }
  const issuerEnd = issuer === undefined ? endOfTime : Date.parse(issuer.validTo)
  if (issuer !== undefined && issuerEnd <= now.getTime()) {
    throw new UsageError(`The issuing certificate expired on ${new Date(issuerEnd).toISOString()}`, {
      hint: 'Create a new certificate authority',
    })
  }
  return {
    notBefore: wholeSeconds(now.getTime() - backdatedSeconds * 1000),
    notAfter: wholeSeconds(Math.min(now.getTime() + lifetimeSeconds * 1000, issuerEnd)),
  }
}

/** X.509 times have no fractions. */
function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000)
}
