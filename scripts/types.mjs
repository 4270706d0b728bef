// Writes the types of the library: what the compiler says of src/index.ts and of all that it shows.
import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'

const entries = ['index', 'library/server/index']

/**
 * @param {string} root of the checkout
 * @param {string} out folder for the declarations, which lie in it as their sources do in src
 */
export function writeTypes(root, out) {
  const all = mkdtempSync(join(tmpdir(), 'kmipctl-types-'))
  try {
    declare(root, all)
    const first = entries.map((entry) => join(all, `${entry}.d.ts`))
    // Only what the entries show: the compiler declares everything that the sources import
    const seen = new Set(first)
    for (const file of seen) {
      const declaration = readFileSync(file, 'utf8')
      for (const imported of importsOf(declaration)) seen.add(resolve(dirname(file), imported))
      write(join(out, file.slice(all.length + 1)), portable(declaration))
    }
  } finally {
    rmSync(all, {recursive: true, force: true})
  }
}

function declare(root, folder) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  const flags = ['--declaration', '--emitDeclarationOnly', '--stripInternal', '--rootDir', 'src', '--outDir', folder]
  const files = entries.map((entry) => `src/${entry}.ts`)
  execFileSync(process.execPath, [compiler, '--ignoreConfig', ...compilerFlags(root), ...flags, ...files], {
    cwd: root,
    stdio: 'inherit',
  })
}

const imported = /((?:from|import\()\s*['"])(\.[^'"]*)\.ts(['"])/g

function importsOf(declaration) {
  return [...declaration.matchAll(imported)].map(([, , path]) => `${path}.d.ts`)
}

/** Sources import each other as .ts; and typed arrays have a parameter in newer compilers only. */
function portable(declaration) {
  return declaration.replace(imported, '$1$2.js$3').replaceAll('Uint8Array<ArrayBufferLike>', 'Uint8Array')
}

function write(path, text) {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
}

/** Those of tsconfig.json. */
function compilerFlags(root) {
  const {compilerOptions} = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  return Object.entries(compilerOptions).flatMap(([name, value]) =>
    name === 'rootDir' || name === 'outDir' ? [] : [`--${name}`, [value].flat().join(',')],
  )
}
