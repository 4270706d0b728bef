/**
 * What is recorded of one thing that happened: never key material, never the value of an attribute. Fields that are called
 * identifiers may be replaced by a hash. `docs/audit.md` tells them to operators.
 */
export interface AuditEntry {
  readonly kind:
    | 'operation'
    | 'rotation'
    | 'request.sent'
    | 'connection.refused'
    | 'change'
    | 'request'
    | 'server.started'
    | 'server.stopped'
  /** Milliseconds since 1970; when it is recorded, if it is absent. */
  readonly at?: number | undefined

  /** Whose request it is, and over which connection it came. */
  readonly scope?: string | undefined
  readonly role?: string | undefined
  /** Serial number of the client certificate; an identifier. */
  readonly serial?: string | undefined
  /** Of the client certificate; an identifier. */
  readonly commonName?: string | undefined
  /** SHA-256 of a client certificate that is nobody's, hexadecimal. */
  readonly fingerprint?: string | undefined
  /** `127.0.0.1:50000`. */
  readonly peer?: string | undefined
  readonly listener?: string | undefined

  /** Of a KMIP message; items are counted from 1. */
  readonly protocolVersion?: string | undefined
  readonly item?: number | undefined
  readonly items?: number | undefined
  readonly operation?: string | undefined
  /** Of a PKCS#11 operation: the function that was called and what it returned. */
  readonly pkcs11Function?: string | undefined
  readonly pkcs11ReturnCode?: string | undefined
  /** Run in the background after its message was answered. */
  readonly asynchronous?: boolean | undefined
  /** Unique Identifiers, at most a hundred; identifiers. */
  readonly objects?: readonly string[] | undefined
  /** How many there are, when there are more. */
  readonly objectCount?: number | undefined
  /** Under which ticket the message acts, and which one the item gives or ends: the first 16 digits of the SHA-256 of its value. */
  readonly ticket?: string | undefined
  readonly subjectTicket?: string | undefined
  /** What the client wanted in the log, by Log; nothing in it that does not print. */
  readonly logMessage?: string | undefined
  /** Result Status, or `NotProcessed`. */
  readonly status?: string | undefined
  /** Result Reason, or why a connection is refused. */
  readonly reason?: string | undefined
  readonly milliseconds?: number | undefined
  /** An identifier. */
  readonly clientCorrelation?: string | undefined
  readonly serverCorrelation?: string | undefined

  /** Of an administrative change: who made it, what it is called, and what it was made to. */
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly target?: Readonly<Record<string, string>> | undefined

  /** Of a request over HTTP; the path without its query. */
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly httpStatus?: number | undefined
  readonly tokenAccessor?: string | undefined
  readonly displayName?: string | undefined
}

/** An entry that is ready to be put into a line of any device. */
export interface AuditBody {
  /** Members of a JSON object, without its braces. */
  readonly text: string
  /** Of the administrative change that it tells of, its number in the journal. */
  readonly change?: number | undefined
}

/** The time comes first, then the fields in the order of the entry. */
export function bodyOf({at, ...entry}: AuditEntry, now: number, change?: number): AuditBody {
  const text = JSON.stringify({time: new Date(at ?? now).toISOString(), ...entry}).slice(1, -1)
  return {text, change}
}
