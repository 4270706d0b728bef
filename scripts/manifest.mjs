// Writes oclif.manifest.json: what oclif needs of every command without loading it.
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Plugin} from '@oclif/core'

/** @returns the manifest of the built commands, keys sorted so that the file changes only when a command does. */
export async function createManifest(root) {
  const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true})
  await plugin.load()
  const manifest = plugin.manifest
  const commands = Object.fromEntries(Object.entries(manifest.commands).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({commands, version: manifest.version}, null, 2)}\n`
}

export async function writeManifest(root) {
  await writeFile(join(root, 'oclif.manifest.json'), await createManifest(root))
}
