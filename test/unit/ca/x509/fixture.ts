import {readFileSync} from 'node:fs'

/** DER of a file in fixtures/x509. */
export function x509Fixture(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(new URL(`../../../../fixtures/x509/${name}`, import.meta.url)))
}
