import type {Validity} from '../../ca/validity.ts'
import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'

/** Certificates start early, so that a peer whose clock is a little behind accepts them at once. */
const backdatedMilliseconds = 30_000

/** A year. */
export const usualLifetime = 365 * 24 * 60 * 60 * 1000

export interface ValidityLimits {
  readonly now: Date
  /** In milliseconds, for certificates without a Deactivation Date to come. */
  readonly lifetime: number
  /** The end of the authority, which no certificate outlives. */
  readonly latest: Date
}

/** From the Activation Date to the Deactivation Date, as far as they are there and to come. */
export function certificateValidity(attributes: AttributeSet, {now, lifetime, latest}: ValidityLimits): Validity {
  const activation = attributes.get('ActivationDate')
  const deactivation = attributes.get('DeactivationDate')
  const start =
    activation !== undefined && activation > now ? activation : new Date(now.getTime() - backdatedMilliseconds)
  const wanted = deactivation !== undefined && deactivation > now ? deactivation.getTime() : start.getTime() + lifetime
  const notAfter = wholeSeconds(Math.min(wanted, latest.getTime()))
  const notBefore = wholeSeconds(start.getTime())
  if (notBefore < notAfter) return {notBefore, notAfter}
  throw new KmipError(
    'InvalidField',
    `The certificate would begin ${notBefore.toISOString()} and end ${notAfter.toISOString()}, the last day of its authority is ${latest.toISOString()}`,
  )
}

/** X.509 times have no fractions. */
function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000)
}
