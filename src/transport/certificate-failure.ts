import type {DescribeFailure, FailureContext, FailureTable} from './failure.ts'

const trustHint =
  'Pass the certificate of the authority that issued it with --ca; if it is there, let the server send its intermediate certificates'

function presented({presented: facts}: FailureContext): string {
  return facts === undefined ? '' : ` (${facts.subject}, issued by ${facts.issuer})`
}

const selfSigned: DescribeFailure = (server, context) => ({
  message: `Server ${server} presented a self-signed certificate that we do not trust${presented(context)}`,
  hint: 'If it is the right server, pass this certificate with --ca',
})

const unknownIssuer: DescribeFailure = (server, context) => ({
  message: `Certificate of server ${server} comes from an authority that we do not trust${presented(context)}`,
  hint: trustHint,
})

const brokenChain: DescribeFailure = (server, context) => ({
  message: `Certificate chain of server ${server} is not valid${presented(context)}`,
  hint: 'Check the certificate that the server uses and the authority in --ca',
})

const weak: DescribeFailure = (server, context) => ({
  message: `Certificate of server ${server} is too weak for this version of OpenSSL${presented(context)}`,
  hint: 'Give the server a certificate with a longer key and SHA-256',
})

const wrongName: DescribeFailure = (server, {address, tls, presented: facts}) => {
  const wanted = tls.serverName ?? address.host
  const names = facts?.subjectAlternativeNames ?? []
  const valid = names.length === 0 ? 'it names no host' : `it is valid for ${names.join(', ')}`
  return {
    message: `Certificate of server ${server} is not for ${wanted}: ${valid}`,
    hint: 'Connect by one of its names, or pass the one to expect with --server-name',
  }
}

/** OpenSSL's and Node's codes for what is wrong with the server's certificate. */
export const certificateFailures: FailureTable = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  CERT_UNTRUSTED: unknownIssuer,
  CERT_HAS_EXPIRED: (server, context) => ({
    message: `Certificate of server ${server} expired${on(context.presented?.notAfter)}${presented(context)}`,
    hint: 'Renew the certificate of the server, or check the clock of this machine',
  }),
  CERT_NOT_YET_VALID: (server, context) => ({
    message: `Certificate of server ${server} is not valid yet${before(context.presented?.notBefore)}${presented(context)}`,
    hint: 'Check the clocks of both machines',
  }),
  CERT_REVOKED: (server, context) => ({
    message: `Certificate of server ${server} is revoked${presented(context)}`,
    hint: 'Give the server a new certificate',
  }),
  ERR_TLS_CERT_ALTNAME_INVALID: wrongName,
  HOSTNAME_MISMATCH: wrongName,
  INVALID_CA: brokenChain,
  INVALID_PURPOSE: brokenChain,
  PATH_LENGTH_EXCEEDED: brokenChain,
  CERT_CHAIN_TOO_LONG: brokenChain,
  CERT_REJECTED: brokenChain,
  CERT_SIGNATURE_FAILURE: brokenChain,
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: brokenChain,
  EE_KEY_TOO_SMALL: weak,
  CA_KEY_TOO_SMALL: weak,
  CA_MD_TOO_WEAK: weak,
}

function on(date: Date | undefined): string {
  return date === undefined ? '' : ` on ${date.toISOString()}`
}

function before(date: Date | undefined): string {
  return date === undefined ? '' : `, but from ${date.toISOString()}`
}
