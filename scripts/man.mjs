// Writes the manual pages from oclif.manifest.json: man/kmipctl.1 and one for each topic or command at the top.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {manualPages} from './man/pages.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Pages by file name, of the manifest and the descriptions of topics. */
export function createManual(folder = root) {
  const {commands, version} = JSON.parse(readFileSync(join(folder, 'oclif.manifest.json'), 'utf8'))
  const {description, oclif} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return manualPages({commands: Object.values(commands), version, description, topics: oclif.topics})
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, 'man')
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder)
  const pages = createManual()
  for (const [name, text] of pages) writeFileSync(join(folder, name), text)
  console.log(`wrote ${pages.size} manual pages`)
}
