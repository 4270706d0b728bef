import {KmipctlError} from '../errors.ts'

/** Options whose flag has another name. */
const options: Readonly<Record<string, string>> = {
  'key-password-file': 'passphrase',
  'password-file': 'password',
  'kmip-version': 'version',
  timeout: 'timeoutMs',
  'connect-timeout': 'connectTimeoutMs',
  'connect-retries': 'retries',
  'tls-min-version': 'minVersion',
  'tls-max-version': 'maxVersion',
  trace: 'onMessage',
}

/** Where else people at a prompt put a setting. */
const elsewhere = /,? (?:or )?(?:set KMIPCTL_\w+|save it with kmipctl profile add)/g

/** Runs the work; the hints of its errors name options where those of the command line name flags. */
export async function inWordsOfOptions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw withOptionWords(error)
  }
}

/** The same error with its hint in the words of the library. */
export function withOptionWords<T>(error: T): T {
  if (!(error instanceof KmipctlError) || error.hint === undefined) return error
  const hint = error.hint
    .replace(elsewhere, '')
    .replace(/--([a-z][a-z-]*)/g, (_flag, name: string) => options[name] ?? camelCase(name))
  return Object.defineProperty(error, 'hint', {value: hint, enumerable: true})
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}
