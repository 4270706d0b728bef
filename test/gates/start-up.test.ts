import {readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))

interface Loaded {
  readonly files: ReadonlySet<string>
  readonly packages: ReadonlySet<string>
}

/** An import or the end of one, as the bundler writes them. */
const statement = /^(?:import\b|export\b|\})[^'"\n]*["']([^'"\n]+)["'];?$/gm

/** What runs before a built file does: files of ours, and what it needs of Node and of packages. */
function loadedBy(...entries: readonly string[]): Loaded {
  const files = new Set(entries.map((entry) => join(dist, entry)))
  const packages = new Set<string>()
  for (const file of files) {
    const code = readFileSync(file, 'utf8')
    for (const [, path = ''] of code.matchAll(statement)) {
      if (path.startsWith('.')) files.add(join(dirname(file), path))
      else packages.add(path)
    }
  }
  return {files, packages}
}

describe('a command that talks to a server', () => {
  const {files, packages} = loadedBy('main.js', 'commands/op/get.js')

  it('comes in a dozen pieces at most', () => {
    expect(files.size).toBeGreaterThan(3)
    expect(files.size).toBeLessThanOrEqual(12)
  })

  it('loads no package at its start, and of Node nothing that it has no use for', () => {
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([])
    expect([...packages].filter((name) => /http|worker|cluster|sqlite|repl|inspector/.test(name))).toEqual([])
  })
})
