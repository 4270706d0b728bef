import {UsageError} from '../../errors.ts'
import {isVersion, type Version, versions} from '../../kmip/spec/version.ts'

/** Reads a version of KMIP, or `auto`. @throws UsageError */
export function parseVersion(text: string): Version | 'auto' {
  const version = text.trim().toLowerCase()
  if (version === 'auto' || isVersion(version)) return version
  throw new UsageError(`${JSON.stringify(text)} is not a version of KMIP`, {
    hint: `Use auto or one of ${versions.join(', ')}`,
  })
}
