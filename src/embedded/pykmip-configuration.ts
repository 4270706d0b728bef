import type {Address} from '../transport/address.ts'

/** For `ProxyKmipClient(config_file=…)`, section `client`. */
export function pykmipConfiguration(
  {host, port}: Address,
  paths: {readonly ca: string; readonly cert: string; readonly key: string},
): string {
  return [
    '[client]',
    `host=${host}`,
    `port=${port}`,
    `keyfile=${paths.key}`,
    `certfile=${paths.cert}`,
    'cert_reqs=CERT_REQUIRED',
    // PyKMIP's name for: the newest that both sides know
    'ssl_version=PROTOCOL_SSLv23',
    `ca_certs=${paths.ca}`,
    'do_handshake_on_connect=True',
    'suppress_ragged_eofs=True',
    '',
  ].join('\n')
}
