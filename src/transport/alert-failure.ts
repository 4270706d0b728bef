import type {DescribeFailure, FailureContext, FailureTable} from './failure.ts'
import {ownCertificate} from './failure.ts'

function own(context: FailureContext): string {
  const facts = ownCertificate(context)
  return facts === undefined ? 'our certificate' : `our certificate (${facts.subject}, issued by ${facts.issuer})`
}

const certificateRequired: DescribeFailure = (server, {tls}) => ({
  message: `Server ${server} demands a client certificate`,
  hint: tls.cert === undefined ? 'Pass --cert and --key' : 'It asked for authorities that did not issue ours',
})

const refused: DescribeFailure = (server, context) => ({
  message: `Server ${server} refused ${own(context)}`,
  hint: 'Check that the certificate is one for this server and is neither revoked nor expired there',
})

const handshake: DescribeFailure = (server, {tls}) => ({
  message: `Server ${server} and we could not agree on TLS`,
  hint:
    tls.cert === undefined
      ? 'The server may want a client certificate (--cert and --key), or another TLS version or cipher'
      : 'Check the TLS versions and ciphers that the server allows, and the kind of key in our certificate',
})

const protocolVersion: DescribeFailure = (server, {tls}) => ({
  message: `Server ${server} speaks none of the TLS versions that we allow`,
  hint: `We allow ${tls.minVersion ?? 'TLSv1.2'} to ${tls.maxVersion ?? 'TLSv1.3'}; change that or the server's setting`,
})

const noTls: DescribeFailure = (server) => ({
  message: `Server ${server} does not speak TLS on this port`,
  hint: 'Check the port: KMIP over TLS is usually on 5696',
})

const serverFault: DescribeFailure = (server) => ({
  message: `Server ${server} stopped the TLS handshake because of a fault of its own`,
  hint: 'Look into the log of the server',
})

/** Codes of the alerts that a server sends, RFC 8446 section 6.2, and of answers that are no TLS. */
const codes: FailureTable = {
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: certificateRequired,
  ERR_SSL_SSLV3_ALERT_NO_CERTIFICATE: certificateRequired,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: (server, context) => ({
    message: `Server ${server} does not trust the issuer of ${own(context)}`,
    hint: 'Use a certificate that this server issued, or make its authority known to the server',
  }),
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: refused,
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: refused,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: refused,
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: refused,
  ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR: refused,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: (server, context) => ({
    message: `Server ${server} refused ${own(context)} because it is revoked`,
    hint: 'Ask for a new certificate',
  }),
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: (server, context) => ({
    message: `Server ${server} refused ${own(context)} because it is expired`,
    hint: 'Renew the certificate, or check the clocks of both machines',
  }),
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: (server, {address, tls}) => ({
    message: `Server ${server} does not know the name ${tls.serverName ?? address.host}`,
    hint: 'Pass the name that it expects with --server-name',
  }),
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: handshake,
  ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY: handshake,
  ERR_SSL_SSLV3_ALERT_ILLEGAL_PARAMETER: handshake,
  ERR_SSL_NO_SHARED_CIPHER: handshake,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: protocolVersion,
  ERR_SSL_UNSUPPORTED_PROTOCOL: protocolVersion,
  ERR_SSL_VERSION_TOO_LOW: protocolVersion,
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: protocolVersion,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_HTTP_REQUEST: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_UNEXPECTED_MESSAGE: noTls,
  ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR: serverFault,
}

/** With TLS 1.3 these may come with the first read after the handshake, and are still about TLS. */
export const alertFailures: FailureTable = Object.fromEntries(
  Object.entries(codes).map(([code, describe]) => [
    code,
    (server: string, context: FailureContext) => ({stage: 'tls' as const, ...describe(server, context)}),
  ]),
)
