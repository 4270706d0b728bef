import {readFileSync} from 'node:fs'

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../fixtures/ca/${name}`, import.meta.url))
}
