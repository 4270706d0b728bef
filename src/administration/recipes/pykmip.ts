import type {Address} from '../../transport/address.ts'
import {pemLayout, type Recipe} from './recipe.ts'

export const pykmip: Recipe = {
  name: 'pykmip',
  product: 'PyKMIP and programs built on it',
  layout: pemLayout,
  settings: ({address, paths}) => [
    {
      title: 'pykmip.conf',
      lines: pykmipLines(address, {ca: paths.ca, cert: paths.certificate, key: paths.key}),
    },
  ],
  notes: ['PyKMIP 0.10 needs Python 3.11 or older, and connects over IPv4 only'],
}

/** The section `client` of PyKMIP's configuration, for `ProxyKmipClient(config_file=…)`. */
export function pykmipLines(
  {host, port}: Address,
  paths: {readonly ca: string; readonly cert: string; readonly key: string},
): readonly string[] {
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
  ]
}
