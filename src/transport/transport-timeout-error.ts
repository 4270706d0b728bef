import {TransportError} from '../errors.ts'

/** A server took too long, at the stage that the error names. */
export class TransportTimeoutError extends TransportError {}
