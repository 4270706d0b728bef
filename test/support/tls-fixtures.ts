import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

/** Absolute path of a file in fixtures/tls. */
export function tlsFixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url))
}

export function tlsFixture(name: string): string {
  return readFileSync(tlsFixturePath(name), 'utf8')
}

/** Passphrase of the encrypted fixtures. */
export const fixturePassphrase = 'fixture'
