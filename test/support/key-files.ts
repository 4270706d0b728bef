import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

/** The password of all files of `test/unit/keyfile/fixtures`. */
export const fixturePassword = 'correct horse'

export function keyFilePath(name: string): string {
  return fileURLToPath(new URL(`../unit/keyfile/fixtures/${name}`, import.meta.url))
}

/** A file that another program made; `make.sh` beside it says how. */
export async function keyFile(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(keyFilePath(name)))
}
