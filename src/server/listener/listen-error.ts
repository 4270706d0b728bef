import {TransportError} from '../../errors.ts'
import {formatAddress, type Address} from '../../transport/address.ts'

interface Wording {
  readonly what: string
  readonly hint: string
}

const wordings: Readonly<Record<string, Wording>> = {
  EADDRINUSE: {
    what: 'another program listens there',
    hint: 'Stop it, or choose another port with FLAGS; port 0 takes any that is free',
  },
  EACCES: {
    what: 'the system does not allow it',
    hint: 'Ports below 1024 are reserved on most systems; choose another with FLAGS',
  },
  EADDRNOTAVAIL: {
    what: 'the address does not belong to this machine',
    hint: 'Use 0.0.0.0 or [::] for all addresses of the machine, or 127.0.0.1 for local clients',
  },
  EAFNOSUPPORT: {what: 'the machine has no such kind of address', hint: 'Listen on an IPv4 address'},
  ENOTFOUND: {what: 'the host name is not known', hint: 'Give an IP address'},
  EAI_AGAIN: {what: 'the host name cannot be looked up', hint: 'Give an IP address'},
}

/** The error of a failed listen, worded for whoever chose the address. */
export function listenError(
  address: Address,
  error: NodeJS.ErrnoException,
  flags = '--listen or --https-listen',
): TransportError {
  const wording = wordings[error.code ?? '']
  return new TransportError('listen', `Cannot listen on ${formatAddress(address)}: ${wording?.what ?? error.message}`, {
    hint: wording?.hint.replace('FLAGS', flags),
    cause: error,
  })
}
