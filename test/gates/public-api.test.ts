import {execFile} from 'node:child_process'
import {cp, mkdir, readFile, symlink, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {writeTypes} from '../../scripts/types.mjs'
import {codeBlocks} from '../support/code-blocks.ts'
import {publicApi} from '../support/public-api.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** A project with the package as its installation has it, types and all. */
const folder = await temporaryFolder()
const project = folder.path
const installed = join(project, 'node_modules', 'kmipctl')
const types = join(installed, 'dist', 'library', 'types')

beforeAll(async () => {
  await mkdir(installed, {recursive: true})
  writeTypes(root, types)
  await cp(join(root, 'package.json'), join(installed, 'package.json'))
  await mkdir(join(project, 'node_modules', '@types'))
  for (const name of ['@types/node', 'undici-types']) {
    await symlink(join(root, 'node_modules', name), join(project, 'node_modules', name))
  }
  await writeFile(join(project, 'package.json'), '{"type": "module"}')
  await cp(join(root, 'test', 'types', 'consumer.ts'), join(project, 'consumer.ts'))
  for (const [index, block] of (await codeBlocks('docs/library.md', 'ts')).entries()) {
    await writeFile(join(project, `example-${index + 1}.ts`), block)
  }
})

afterAll(() => folder[Symbol.asyncDispose]())

/** What the compiler has to say of all files of the project. */
async function complaints(flags: readonly string[]): Promise<string> {
  const files = [
    'consumer.ts',
    ...(await codeBlocks('docs/library.md', 'ts')).map((_, index) => `example-${index + 1}.ts`),
  ]
  const common = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node', '--skipLibCheck', 'false']
  try {
    const {stdout} = await run(process.execPath, [compiler, ...common, ...flags, ...files], {cwd: project})
    return stdout
  } catch (error) {
    return (error as {stdout: string}).stdout
  }
}

describe('the public API', () => {
  it('is what the review of its last change left in docs/public-api.txt', async () => {
    const entries = {kmipctl: 'index.d.ts', 'kmipctl/server': 'library/server/index.d.ts'}
    const texts = Object.entries(entries).map(([name, entry]) => `# ${name}\n\n${publicApi(join(types, entry))}\n`)
    await expect(texts.join('\n')).toMatchFileSnapshot('../../docs/public-api.txt')
  })

  it.each([
    ['node16', ['--module', 'node16', '--moduleResolution', 'node16']],
    ['nodenext', ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--exactOptionalPropertyTypes']],
    ['bundler', ['--module', 'preserve', '--moduleResolution', 'bundler']],
  ])('has types for an application that resolves modules as %s, and so do the examples', async (_name, flags) => {
    expect(await complaints(flags)).toBe('')
  })

  it('has a comment on every name', async () => {
    const index = await readFile(join(types, 'index.d.ts'), 'utf8')
    const sources = [...index.matchAll(/\{([^}]*)\} from '\.\/([^']+)\.js'/g)]
    const bare: string[] = []
    for (const [, names = '', path = ''] of sources) {
      const text = await readFile(join(types, `${path}.d.ts`), 'utf8')
      for (const name of names.split(',').map((one) => one.trim())) {
        const commented = new RegExp(`\\*/\\nexport (?:declare )?\\w+ ${name}\\b`)
        if (!commented.test(text)) bare.push(name)
      }
    }
    expect(bare).toEqual([])
  })
})
