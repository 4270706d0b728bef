import {UsageError} from '../errors.ts'
import type {ProtocolVersion} from '../kmip/spec/version.ts'

/** A version of any number, also of versions that nobody has published. @throws UsageError naming the flag */
export function parseProtocolVersion(text: string, setting: string): ProtocolVersion {
  const [matched, major, minor] = /^(\d{1,5})\.(\d{1,5})$/.exec(text.trim()) ?? []
  if (matched !== undefined) return {major: Number(major), minor: Number(minor)}
  throw new UsageError(`${setting} takes a version, not ${JSON.stringify(text)}`, {hint: 'Write it like 1.4'})
}
