import type {CertificateFields} from './certificate-fields.ts'
import {mayBeIssuer, signs} from './chain-validity.ts'

export interface PathRequest {
  /** The end of the chain. */
  readonly leaf: CertificateFields
  /** Authorities that may stand between; nothing is believed of them that is not signed. */
  readonly between: readonly CertificateFields[]
  /** What is trusted, roots or not. */
  readonly anchors: readonly CertificateFields[]
  readonly date: Date
}

/** Deeper hierarchies are mistakes. */
const longestPath = 10
/** Whoever sends authorities that all sign each other shall not keep the server busy with finding that out. */
const mostSignatures = 64

/**
 * When the validity of a path from the leaf to a trusted authority ends, where each certificate is signed by the next,
 * may be signed by it, and is valid at the date; undefined when there is no such path. The leaf itself is never trusted
 * for being among the anchors.
 */
export function pathToAnchor(request: PathRequest): Date | undefined {
  return pathFrom(request.leaf, [], {...request, budget: {signatures: mostSignatures}})
}

interface Search extends PathRequest {
  readonly budget: {signatures: number}
}

function pathFrom(
  certificate: CertificateFields,
  below: readonly CertificateFields[],
  request: Search,
): Date | undefined {
  const path = [...below, certificate]
  if (!isValid(certificate, request.date)) return undefined
  const isIssuer = (issuer: CertificateFields): boolean =>
    mayBeIssuer(certificate, issuer) && request.budget.signatures-- > 0 && signs(issuer, path)
  const anchor = request.anchors.find((one) => isValid(one, request.date) && isIssuer(one))
  if (anchor !== undefined) return earliest([...path, anchor])
  if (path.length >= longestPath) return undefined
  for (const issuer of request.between) {
    const end = !path.includes(issuer) && isIssuer(issuer) ? pathFrom(issuer, path, request) : undefined
    if (end !== undefined) return end
  }
  return undefined
}

function isValid({notBefore, notAfter}: CertificateFields, date: Date): boolean {
  return notBefore <= date && date <= notAfter
}

function earliest(path: readonly CertificateFields[]): Date {
  return new Date(Math.min(...path.map(({notAfter}) => notAfter.getTime())))
}
