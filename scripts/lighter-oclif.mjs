// Lets the modules of @oclif/core load each other when they are used: most commands show no help, write no plug-in's
// files and wait for no spinner, and evaluating all of it is a good part of what a start costs.
import {readFile} from 'node:fs/promises'
import {dirname} from 'node:path'

/** As its compiler writes imports: `const ux_1 = require("./ux");`, some with a helper around. */
const required = /^(?:const|let|var) (\w+_\d+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm
/** And exports of whole modules: `exports.Flags = __importStar(require("./flags"));`. */
const passedOn = /^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));$/gm

/** Sorting by the rules of a language loads them; identifiers of commands have no accents. */
const byLanguage = '(a, b) => a.id.localeCompare(b.id)'
const byCharacter = '(a, b) => (a.id < b.id ? -1 : 1)'

/** Only Windows' own Linux needs the package itself. */
const askedOfWsl = `
export const isWsl = process.env.WSL_DISTRO_NAME !== undefined && (await wsl()).isWsl
export const powerShellPath = async () => (await wsl()).powerShellPath()
function wsl() {
  return import('wsl-utils')
}
`

/** A plugin for the bundler. */
export const lighterOclif = {
  name: 'lighter-oclif',
  setup(plugin) {
    plugin.onLoad({filter: /@oclif[/\\]core[/\\]lib[/\\].*\.js$/, namespace: 'file'}, async ({path}) => ({
      contents: withLazyRequires(await readFile(path, 'utf8')).replaceAll(byLanguage, byCharacter),
    }))
    // Asked at every start for the name of the platform; what it loads for the answer costs more than the answer
    plugin.onResolve({filter: /^wsl-utils$/, namespace: 'file'}, ({importer}) =>
      /@oclif[/\\]core[/\\]/.test(importer) ? {path: importer, namespace: 'wsl'} : undefined,
    )
    plugin.onLoad({filter: /./, namespace: 'wsl'}, ({path}) => ({contents: askedOfWsl, resolveDir: dirname(path)}))
    // Of all that it exports one function is used
    plugin.onResolve({filter: /^semver$/}, ({importer}) => ({path: importer, namespace: 'satisfies'}))
    plugin.onLoad({filter: /./, namespace: 'satisfies'}, ({path}) => ({
      contents: "exports.satisfies = require('semver/functions/satisfies')",
      resolveDir: dirname(path),
    }))
  },
}

/** Each imported module becomes the member of an object that loads it when it is read first. */
function withLazyRequires(code) {
  const names = [...code.matchAll(required)].map(([, name]) => name)
  const uses = code
    .replaceAll(
      passedOn,
      'let $1$$; Object.defineProperty(exports, "$1", {enumerable: true, get: () => ($1$$ ??= $2)});',
    )
    .split(required)
  // Between two declarations come a name, what loads it, and the code after it
  const read = uses.map((text, index) => (index % 3 === 0 ? withMembers(text, names) : text))
  return read.reduce((text, part, index) => {
    if (index % 3 === 0) return text + part
    return index % 3 === 1
      ? `${text}let ${part}$; const ${part} = {get module() { return ${part}$ ??= `
      : `${text}${part} }};`
  }, '')
}

function withMembers(code, names) {
  return names.reduce((text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `${name}.module`), code)
}
