// Bundles the commands into dist/: code that several need is split out once, so that a command loads only what it
// uses; and the library beside them, with its types unless --no-types. Then writes oclif.manifest.json, unless
// --no-manifest says that the kept one is to be trusted (or tested).
import {readFileSync, renameSync, rmSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {lighterOclif} from './lighter-oclif.mjs'
import {sharedChunks} from './shared-chunks.mjs'
import {writeTypes} from './types.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const {dependencies} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

// oclif is on the path of every start and loads twice as fast from the bundle; the others are loaded where they are
// needed, from their packages. What oclif would only use for development, without a manifest or for plug-ins stays outside.
const unused = ['typescript', 'ts-node', 'tsx', 'tinyglobby', 'minimatch']
const external = [...Object.keys(dependencies).filter((name) => name !== '@oclif/core'), ...unused]

// CommonJS packages inside the bundle expect these.
const banner = [
  "import {createRequire as kmipctlCreateRequire} from 'node:module'",
  "import {dirname as kmipctlDirname} from 'node:path'",
  "import {fileURLToPath as kmipctlFileURLToPath} from 'node:url'",
  'const require = kmipctlCreateRequire(import.meta.url)',
  'const __filename = kmipctlFileURLToPath(import.meta.url)',
  'const __dirname = kmipctlDirname(__filename)',
].join('\n')

async function filesIn(folder) {
  const entries = await readdir(join(root, folder), {withFileTypes: true, recursive: true})
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

// Beside the old one and then in its place: who runs the program meanwhile finds a whole one.
const fresh = join(root, `dist-${process.pid}`)
const options = {
  absWorkingDir: root,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minifySyntax: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  logLevel: 'warning',
}
const commands = {
  ...options,
  entryPoints: ['src/main.ts', ...(await filesIn('src/commands')), ...(await filesIn('src/hooks'))],
  outbase: 'src',
  outdir: fresh,
  banner: {js: banner},
  external,
}
await build({...commands, plugins: [lighterOclif, await sharedChunks(commands)]})
// By itself, so that the chunks of the commands are cut for them alone.
await build({
  ...options,
  entryPoints: {index: 'src/index.ts', server: 'src/library/server/index.ts'},
  outdir: join(fresh, 'library'),
  external: Object.keys(dependencies),
})
if (!process.argv.includes('--no-types')) writeTypes(root, join(fresh, 'library', 'types'))
rmSync(join(root, 'dist'), {recursive: true, force: true})
renameSync(fresh, join(root, 'dist'))
if (!process.argv.includes('--no-manifest')) {
  const {writeManifest} = await import('./manifest.mjs')
  await writeManifest(root)
}
