import {userInfo} from 'node:os'

/** Name of the user whose process this is; the number where the system has no name for it. */
export function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
