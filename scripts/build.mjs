// Bundles the commands into dist/ (shared code split out once, so that a command loads only what it uses) and
// writes oclif.manifest.json from the result.
import {rmSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {writeManifest} from './manifest.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function sources(folder) {
  const entries = await readdir(join(root, folder), {withFileTypes: true, recursive: true})
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

rmSync(join(root, 'dist'), {recursive: true, force: true})
await build({
  absWorkingDir: root,
  entryPoints: await sources('src/commands'),
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
})
await writeManifest(root)
