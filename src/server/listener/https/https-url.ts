import {formatAddress, type Address} from '../../../transport/address.ts'

/** The target of every request, which the HTTPS profile of KMIP recommends. */
export const kmipPath = '/kmip'

/** `https://127.0.0.1:8443/kmip`. */
export function httpsUrl(address: Address): string {
  return `https://${formatAddress(address)}${kmipPath}`
}
