/*
 * Names of the records in which the state of an application is kept, beside the streams of Encrypt and its like. No
 * Correlation Value of a client reads like one of these.
 */

/** Object handles whose identifiers share a record. */
export const handlesPerRecord = 256

export function applicationRecord(id: string): string {
  return `pkcs11/${id}`
}

/** Identifiers of the objects of some handles. */
export function handleRecord(id: string, number: number): string {
  return `pkcs11/${id}/handles/${number}`
}

/** The handles that the search of a session has found. */
export function foundRecord(id: string, session: number): string {
  return `pkcs11/${id}/found/${session}`
}

/** A session object. */
export function objectRecord(id: string, object: string): string {
  return `pkcs11/${id}/object/${object}`
}
