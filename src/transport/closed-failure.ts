import type {DescribeFailure, FailureContext} from './failure.ts'
import {ownCertificate} from './failure.ts'

/**
 * The server closed the connection without a word. Before its first answer the likeliest cause is our certificate:
 * many servers, those on Node among them, drop a client that they do not trust without sending an alert.
 */
export const closedFailure: DescribeFailure = (server, context) => {
  const {stage, answered, presented} = context
  if (answered === true) return {message: `Server ${server} closed the connection before it answered`}
  if (stage === 'tls' && presented === undefined && context.tls.cert === undefined) {
    return {
      message: `Server ${server} closed the connection during the TLS handshake`,
      hint: 'Check that the port is one for TLS, and whether the server wants a client certificate (--cert and --key)',
    }
  }
  const during = stage === 'tls' ? 'during the TLS handshake' : 'before its first answer'
  return {message: `Server ${server} closed the connection ${during}`, hint: certificateHint(context)}
}

function certificateHint(context: FailureContext): string {
  const own = ownCertificate(context)
  if (own === undefined) return 'It may want a client certificate: pass --cert and --key'
  const name = `Our certificate (${own.subject}, issued by ${own.issuer})`
  const now = context.now ?? new Date()
  if (own.notAfter < now) return `${name} expired on ${own.notAfter.toISOString()}`
  if (own.notBefore > now) return `${name} is not valid before ${own.notBefore.toISOString()}`
  return `${name} may not be one that the server accepts, or it may be revoked there`
}
