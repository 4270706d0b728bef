import type {Store} from '../storage/store.ts'
import {parseAddress, type Address} from '../transport/address.ts'
import {type Advice, isLoopback} from './configuration-advice.ts'
import {type ListenerDescription, writeListener, type WriteListener} from './listeners.ts'
import {readConfiguration, type ServerConfiguration} from './server-configuration.ts'

/** Writes a listener and tells what to look at. Fails as `writeListener` does. */
export async function writeAndAdvise(
  store: Store,
  request: WriteListener,
): Promise<{readonly listener: ListenerDescription; readonly advice: readonly Advice[]}> {
  const listener = await writeListener(store, request)
  const configuration = await store.read(({administration}) => readConfiguration(administration))
  return {listener, advice: listenerAdvice(listener, configuration)}
}

/** What to look at in a listener beside a configuration. */
export function listenerAdvice(listener: ListenerDescription, {listenAddrs}: ServerConfiguration): readonly Advice[] {
  const {name, address, serverHostnames, serverIps} = listener
  const advice: Advice[] = []
  const own = listenAddrs.find((other) => overlap(parseAddress(address), parseAddress(other)))
  if (own !== undefined) {
    advice.push({
      problem: `The server's own listener is configured to listen on ${own}, so that ${address} cannot be opened`,
      hint: 'Choose another port, or set listen_addrs to other addresses, or to none',
    })
  }
  const isNamed = serverHostnames.length > 0 || serverIps.some((ip) => !isLoopback(ip))
  if (!isLoopback(parseAddress(address).host) && !isNamed) {
    advice.push({
      problem: `The listener ${name} listens for other machines, but its certificate names only this one, so that their clients will refuse it`,
      hint: `Name it as clients do: kmipctl listener update ${name} --server-hostname kms.example.com`,
    })
  }
  return advice
}

function overlap(one: Address, other: Address): boolean {
  if (one.port !== other.port || one.port === 0) return false
  const hosts = [one.host, other.host]
  return one.host === other.host || hosts.includes('0.0.0.0') || hosts.includes('::')
}
