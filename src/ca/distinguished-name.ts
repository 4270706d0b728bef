import {UsageError} from '../errors.ts'
import type {X509Library} from './libraries.ts'

/** RFC 5280 appendix A: ub-common-name and ub-organizational-unit-name. */
const longestValue = 64

/** Attribute types by object identifier, with what people call them. */
const types = {
  CN: {identifier: '2.5.4.3', label: 'common name'},
  O: {identifier: '2.5.4.10', label: 'organization'},
  OU: {identifier: '2.5.4.11', label: 'organizational unit'},
  Email: {identifier: '1.2.840.113549.1.9.1', label: 'e-mail address'},
  C: {identifier: '2.5.4.6', label: 'country'},
  ST: {identifier: '2.5.4.8', label: 'state or province'},
  L: {identifier: '2.5.4.7', label: 'locality'},
  UID: {identifier: '0.9.2342.19200300.100.1.1', label: 'user identifier'},
  SerialNumber: {identifier: '2.5.4.5', label: 'serial number'},
  Title: {identifier: '2.5.4.12', label: 'title'},
  DC: {identifier: '0.9.2342.19200300.100.1.25', label: 'domain component'},
  DNQualifier: {identifier: '2.5.4.46', label: 'name qualifier'},
} as const

export type NamePartType = keyof typeof types

/** One part of a name, in the order of the certificate. */
export interface NamePart {
  readonly type: NamePartType
  readonly value: string
}

/** The object identifiers of the parts. */
export function namePartType(identifier: string): NamePartType | undefined {
  return (Object.keys(types) as NamePartType[]).find((type) => types[type].identifier === identifier)
}

/** @throws UsageError when a part is empty, longer than 64 characters or holds control characters */
export function checkDistinguishedName(parts: readonly NamePart[]): void {
  for (const {type, value} of parts) {
    const {label} = types[type]
    if (value === '') throw new UsageError(`The ${label} of a certificate may not be empty`)
    if (value.length > longestValue) {
      throw new UsageError(`The ${label} ${value.slice(0, 16)}... is longer than ${longestValue} characters`)
    }
    if (/\p{Cc}/u.test(value)) throw new UsageError(`The ${label} of a certificate may not hold control characters`)
  }
}

/** The name that the parts are, each a relative name of its own. */
export function nameOf(x509: X509Library, parts: readonly NamePart[]): InstanceType<X509Library['Name']> {
  return new x509.Name(parts.map(({type, value}) => ({[types[type].identifier]: [directoryString(type, value)]})))
}

/** RFC 5280 section 4.1.2.6 and appendix A: mail addresses and domains are IA5, countries and the like printable. */
function directoryString(type: NamePartType, value: string) {
  if (type === 'Email' || type === 'DC') return {ia5String: value}
  return /^[A-Za-z0-9 '()+,./:=?-]*$/.test(value) ? {printableString: value} : {utf8String: value}
}
