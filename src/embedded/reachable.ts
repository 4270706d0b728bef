import type {Address} from '../transport/address.ts'

/** Where clients of this machine reach a server: of wildcard addresses the loopback, which its certificate names too. */
export function reachable([first]: readonly Address[]): Address {
  if (first === undefined) throw new TypeError('A server listens somewhere')
  if (first.host === '0.0.0.0') return {...first, host: '127.0.0.1'}
  return first.host === '::' ? {...first, host: '::1'} : first
}
