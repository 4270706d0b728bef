import type {ListenerDescription} from '../../administration/listeners.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'
import {dateText} from './date-text.ts'

export const listenerColumns: readonly Column<ListenerDescription>[] = [
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Address', value: ({address}) => address},
  {heading: 'CA', value: ({ca}) => ca},
  {heading: 'Host names', value: ({serverHostnames}) => listText(serverHostnames)},
  {heading: 'Also trusts', value: (listener) => listText(alsoTrusted(listener))},
  {heading: 'TLS', value: versionsText},
]

export function listenerFacts(listener: ListenerDescription): readonly KeyValue[] {
  const {name, address, ca, serverHostnames, serverIps, tlsCipherSuites, createdAt} = listener
  return [
    ['Name', name],
    ['Address', address],
    ['Certificate authority', ca],
    ['Host names', listText(serverHostnames)],
    ['IP addresses', listText(serverIps)],
    ['Trusts clients of', [ca, ...alsoTrusted(listener)].join(', ')],
    ['TLS', versionsText(listener)],
    ['Cipher suites', tlsCipherSuites.length === 0 ? 'the usual ones' : [...tlsCipherSuites]],
    ['Created', dateText(createdAt)],
  ]
}

function alsoTrusted({additionalClientCas, alsoUseLegacyCa}: ListenerDescription): readonly string[] {
  return alsoUseLegacyCa ? [...additionalClientCas, "the server's own"] : additionalClientCas
}

function versionsText({tlsMinVersion, tlsMaxVersion}: ListenerDescription): string {
  if (tlsMaxVersion === undefined) return `${tlsMinVersion} or newer`
  return tlsMinVersion === tlsMaxVersion ? tlsMinVersion : `${tlsMinVersion} to ${tlsMaxVersion}`
}

function listText(list: readonly string[]): string {
  return list.length === 0 ? '(none)' : list.join(', ')
}
