import {pykmipLines} from '../administration/recipes/pykmip.ts'
import type {Address} from '../transport/address.ts'

/** A file for `ProxyKmipClient(config_file=…)`. */
export function pykmipConfiguration(
  address: Address,
  paths: {readonly ca: string; readonly cert: string; readonly key: string},
): string {
  return `${pykmipLines(address, paths).join('\n')}\n`
}
