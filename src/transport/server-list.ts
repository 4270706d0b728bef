import {UsageError} from '../errors.ts'

/**
 * Cuts a list at its commas and refuses what mongod would not find: it leaves blanks where they are, as a part of the
 * host name.
 *
 * @throws UsageError that names the setting
 */
export function splitUntrimmed(text: string, setting: string): readonly string[] {
  const list = text.split(',')
  const padded = list.find((host) => host.trim() !== host || host === '')
  if (padded === undefined) return list
  throw new UsageError(`${setting} has a blank or an empty name in ${JSON.stringify(text)}`, {
    hint: 'The product takes blanks for a part of the host name and does not find it; write the names with commas alone',
  })
}
