import {execFile} from 'node:child_process'
import {mkdir, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {build, transform, type Metafile} from 'esbuild'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {startEphemeralServer} from '../../src/library/server/index.ts'
import {codeBlocks} from '../support/code-blocks.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** A project of somebody who has installed the package: the examples, and the files that they name. */
const folder = await temporaryFolder()
const server = await startEphemeralServer()
const examples = await codeBlocks('docs/library.md', 'ts')

beforeAll(async () => {
  await mkdir(join(folder.path, 'node_modules'))
  await symlink(root, join(folder.path, 'node_modules', 'kmipctl'))
  await writeFile(join(folder.path, 'package.json'), '{"type": "module"}')
  for (const name of ['ca', 'cert', 'key'] as const) await writeFile(join(folder.path, `${name}.pem`), server[name])
})
afterAll(async () => {
  await server.close()
  await folder[Symbol.asyncDispose]()
})

async function outputOf(name: string, source: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, source)
  const {stdout} = await run(process.execPath, [file], {cwd: folder.path})
  return stdout
}

/** Older Nodes know neither types nor `await using`. */
async function javaScript(example: string): Promise<string> {
  const here = example.replaceAll('kmip.example:5696', server.server)
  const {code} = await transform(here, {loader: 'ts', format: 'esm', target: 'node20'})
  return code
}

/** What each example of docs/library.md prints, by a word of its code. */
const printed: readonly (readonly [example: string, output: RegExp])[] = [
  ['Locate', /^SymmetricKey \[/],
  ['onFailover', /^2\.1 TLSv1\.3 TLS_/],
  ['namesOf', /^PreActive storage\n\[ 'Sign' \]\n$/],
  ['generateKeyPairSync', /^7[0-2]\n$/],
  ['batch', /^[\da-f-]{36}\n$/],
  ['poll', /^[\da-f-]{36}\n$/],
  ['ItemNotFound', /^Server refused Get: Item Not Found/],
  [
    'encodeXml',
    /^request\nRequestMessage[\s\S]*\nresponse\n[\s\S]*\n<Name>\n {2}<NameValue type="TextString" value="payroll"\/>/,
  ],
  ['startEphemeralServer', /^\d\d\n$/],
]

describe('the library, installed', () => {
  it('has a test for each of its documented examples', () => {
    expect(examples).toHaveLength(printed.length)
  })

  it.each(printed)('does what the example with %s in its documentation says', async (word, output) => {
    const index = printed.findIndex(([one]) => one === word)
    const example = examples[index] ?? ''
    expect(example).toContain(word)
    expect(await outputOf(`example-${index + 1}.mjs`, await javaScript(example))).toMatch(output)
  })

  it('is there for CommonJS', async () => {
    const source = `const {connect, operations} = require('kmipctl')\nconsole.log(typeof connect, operations.Create.name)`
    expect(await outputOf('common.cjs', source)).toBe('function Create\n')
  })

  it('loads of its dependencies at first only what reads XML', async () => {
    const {metafile} = await build({
      absWorkingDir: root,
      entryPoints: ['src/index.ts'],
      outdir: 'out',
      write: false,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      metafile: true,
    })
    const loaded = staticImports(metafile.outputs, 'out/index.js').filter((path) => !path.startsWith('node:'))
    expect(loaded).toEqual(['saxes'])
  })
})

/** The packages that a bundled file needs before it runs, also by way of its chunks. */
function staticImports(outputs: Metafile['outputs'], file: string): readonly string[] {
  const found = new Set<string>()
  const files = new Set([file])
  for (const one of files) {
    for (const {path, kind, external} of outputs[one]?.imports ?? []) {
      if (kind === 'import-statement') (external === true ? found : files).add(path)
    }
  }
  return [...found]
}
