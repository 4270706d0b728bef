import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, it} from 'vitest'
import {createManifest} from '../../scripts/manifest.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

it('oclif.manifest.json says what the commands are', async () => {
  const kept = readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8')
  expect(await createManifest(root)).toBe(kept)
})
