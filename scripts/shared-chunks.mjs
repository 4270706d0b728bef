// Few chunks for what nearly every command loads. Left alone, the bundler cuts code by the exact set of commands and
// lazily loaded modules that use it: a command then comes in sixty pieces, and each has its price at every start.
import {readFile} from 'node:fs/promises'
import {basename, dirname, relative, resolve} from 'node:path'
import {build} from 'esbuild'

/** What it loads before it runs is what most others load too. */
const typical = 'src/commands/op/get.ts'
/** What every command loads, also those that talk to no server. */
const base = 'src/cli/kmip-command.ts'

/** The groups of modules that are kept together, each for those who need a part of it. */
const groups = [
  {name: 'names', holds: (path) => /^src\/(ttlv|kmip\/spec)\//.test(path)},
  {name: 'model', holds: (path) => path.startsWith('src/kmip/')},
  {name: 'client', holds: () => true},
]

/**
 * A plugin that lets whatever may be loaded by itself load whole groups of modules instead of parts: the bundler keeps
 * together what has the same users.
 *
 * @param {import('esbuild').BuildOptions} options of the build that it is for
 */
export async function sharedChunks(options) {
  const {metafile} = await build({...options, write: false, metafile: true, sourcemap: false})
  const {absWorkingDir: root, entryPoints} = options
  const together = grouped(metafile)
  const commands = new Set(entryPoints.map((path) => relative(root, resolve(root, path))))
  const groupsFor = (entry) => {
    const needed = loadedBy(entry, metafile)
    const modules = together.filter((group) => group.some((one) => needed.has(one))).flat()
    return modules.map((one) => `import ${JSON.stringify(`./${relative(dirname(entry), one)}`)};`).join('')
  }
  return {
    name: 'shared-chunks',
    setup(plugin) {
      plugin.onLoad({filter: /\.ts$/}, async ({path}) => {
        const entry = relative(root, path)
        if (!commands.has(entry)) return undefined
        // On the first line, so that the others keep their numbers
        return {contents: `${groupsFor(entry)}${await readFile(path, 'utf8')}`, loader: 'ts'}
      })
      // Others import it too, so the groups stand around it and not in it: they may need it themselves
      plugin.onResolve({filter: /^\./}, ({kind, path, resolveDir}) =>
        kind === 'dynamic-import' && path.endsWith('.ts')
          ? {path: resolve(resolveDir, path), namespace: 'lazy'}
          : undefined,
      )
      plugin.onLoad({filter: /./, namespace: 'lazy'}, async ({path}) => {
        const exported = /^export default /m.test(await readFile(path, 'utf8')) ? ['*', '{default}'] : ['*']
        const from = JSON.stringify(`./${basename(path)}`)
        const exports = exported.map((what) => `export ${what} from ${from};`).join('')
        return {contents: `${groupsFor(relative(root, path))}${exports}`, loader: 'ts', resolveDir: dirname(path)}
      })
    },
  }
}

function grouped(metafile) {
  const ofEveryCommand = loadedBy(base, metafile)
  const shared = [...loadedBy(typical, metafile)].filter((path) => path !== typical && !ofEveryCommand.has(path))
  const groupOf = (path) => groups.findIndex(({holds}) => holds(path))
  return [[...ofEveryCommand], ...groups.map((_group, index) => shared.filter((path) => groupOf(path) === index))]
}

/** The modules of ours that run before a module does, and itself. */
function loadedBy(path, {inputs}) {
  const loaded = new Set([path])
  for (const one of loaded) {
    for (const {path: imported, kind, external} of inputs[one]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true && imported.startsWith('src/')) loaded.add(imported)
    }
  }
  return loaded
}
