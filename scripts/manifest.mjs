// Writes oclif.manifest.json: what oclif needs of every command without loading it.
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Plugin} from '@oclif/core'

/** @returns the manifest of the built commands, keys sorted so that the file changes only when a command does. */
export async function createManifest(root) {
  const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true})
  await plugin.load()
  const manifest = plugin.manifest
  const commands = Object.entries(manifest.commands)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, command]) => `${JSON.stringify(id)}:${JSON.stringify(command)}`)
  // A line a command: every start reads it, and blanks would be a third of it
  return `{"commands":{\n${commands.join(',\n')}\n},"version":${JSON.stringify(manifest.version)}}\n`
}

export async function writeManifest(root) {
  await writeFile(join(root, 'oclif.manifest.json'), await createManifest(root))
}
