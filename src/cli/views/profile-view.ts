import type {NamedProfile} from '../../config/profiles.ts'
import type {KeyValue} from '../output/key-values.ts'
import type {Column} from '../output/table.ts'

export const profileColumns: readonly Column<NamedProfile>[] = [
  {heading: 'In use', value: ({current}) => (current ? '*' : ''), paint: (_, {good}) => good},
  {heading: 'Name', value: ({name}) => name, paint: (_, {accent}) => accent},
  {heading: 'Server', value: ({profile}) => profile.server ?? ''},
  {heading: 'Certificate', value: ({profile}) => profile.cert ?? ''},
]

export function profileFacts({name, current, profile}: NamedProfile): readonly KeyValue[] {
  return [
    ['Name', name],
    ['In use', current ? 'yes' : 'no'],
    ['Server', profile.server],
    ['Server name', profile.serverName],
    ['CA', profile.ca],
    ['Certificate', profile.cert],
    ['Key', profile.key],
    ['Key password in', profile.keyPasswordFile],
    ['User name', profile.username],
    ['Password in', profile.passwordFile],
    ['Password sent with', profile.passwordHash],
    ['KMIP version', profile.kmipVersion],
    ['Time-out', profile.timeout],
    ['Connect time-out', profile.connectTimeout],
    ['Retries', profile.connectRetries],
    ['Failover', profile.failover],
    ['Oldest TLS', profile.tlsMinVersion],
    ['Newest TLS', profile.tlsMaxVersion],
    ['TLS ciphers', profile.tlsCiphers],
    ['Server certificate', profile.insecure === true ? 'not checked' : undefined],
  ]
}
