import type {AeadMode} from './cipher-table.ts'
import {invalidParameter} from './refusal.ts'

/** Lengths in bytes. */
export interface IvRule {
  readonly allows: (length: number) => boolean
  /** Of one that is made here or stands before the data; 0 when the cipher takes none. */
  readonly made: number
  /** The least that a random IV may have: below, two of them would soon be equal. */
  readonly leastRandom: number
}

export const noIv: IvRule = {allows: () => false, made: 0, leastRandom: 0}

/** One length is right. */
export function exactIv(length: number, subject: string, ivLengthBits: number | undefined): IvRule {
  if (ivLengthBits !== undefined && ivLengthBits !== length * 8) {
    throw invalidParameter(`IV Length of ${subject} is ${length * 8} bits, not ${ivLengthBits}`)
  }
  return {allows: (sent) => sent === length, made: length, leastRandom: length}
}

interface IvRange {
  readonly subject: string
  readonly least: number
  readonly most: number
  /** When the parameters leave it open. */
  readonly usual: number
}

/** By the mode, for an IV Length in bits. */
export const aeadIvRules: Readonly<Record<AeadMode, (ivLengthBits: number | undefined) => IvRule>> = {
  // RFC 8439
  AEAD: (bits) => rangedIv({subject: 'ChaCha20Poly1305', least: 12, most: 12, usual: 12}, bits),
  // NIST SP 800-38C appendix A.1; the nonce of RFC 5116
  CCM: (bits) => rangedIv({subject: 'CCM', least: 7, most: 13, usual: 12}, bits),
  // OpenSSL takes no longer one; NIST SP 800-38D recommends 96 bits
  GCM: (bits) => rangedIv({subject: 'GCM', least: 1, most: 128, usual: 12}, bits),
}

function rangedIv({subject, least, most, usual}: IvRange, ivLengthBits: number | undefined): IvRule {
  const inRange = (length: number): boolean => length >= least && length <= most
  if (ivLengthBits === undefined) return {allows: inRange, made: usual, leastRandom: usual}
  const length = ivLengthBits / 8
  if (!Number.isInteger(length) || !inRange(length)) {
    throw invalidParameter(
      `IV Length of ${subject} is whole bytes from ${least * 8} to ${most * 8} bits, not ${ivLengthBits}`,
    )
  }
  return {allows: (sent) => sent === length, made: length, leastRandom: usual}
}

/** The nonce of 64 bits that ChaCha20 was published with, that of RFC 8439 with 96, or the counter and the nonce in 128. */
const chachaIvLengths = [8, 12, 16]

export function chachaIvRule(ivLengthBits: number | undefined): IvRule {
  if (ivLengthBits === undefined) {
    return {allows: (sent) => chachaIvLengths.includes(sent), made: 12, leastRandom: 12}
  }
  const length = ivLengthBits / 8
  if (!chachaIvLengths.includes(length)) {
    throw invalidParameter(`IV Length of ChaCha20 is 64, 96 or 128 bits, not ${ivLengthBits}`)
  }
  return {allows: (sent) => sent === length, made: length, leastRandom: 12}
}
