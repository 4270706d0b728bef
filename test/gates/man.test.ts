import {execFileSync, spawnSync} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createManual} from '../../scripts/man.mjs'
import {escape} from '../../scripts/man/roff.mjs'
import {temporaryFolder} from '../support/temporary-folder.ts'

const pages = createManual()

function hasGroff(): boolean {
  return spawnSync('groff', ['--version']).status === 0
}

describe('the manual', () => {
  it('has a page for each topic and command, and one of all', () => {
    expect([...pages.keys()]).toEqual(
      expect.arrayContaining(['kmipctl.1', 'kmipctl-op.1', 'kmipctl-serve.1', 'kmipctl-shell.1', 'kmipctl-cred.1']),
    )
    for (const name of pages.keys()) {
      if (name !== 'kmipctl.1') expect(pages.get('kmipctl.1')).toContain(escape(name.slice(0, -'.1'.length)))
    }
  })

  it('tells of commands what their help tells', () => {
    const page = pages.get('kmipctl-op.1')
    for (const text of ['.SS "op create"', String.raw`\-\-algorithm`, 'kmipctl op create', 'Cryptographic algorithm']) {
      expect(page).toContain(text)
    }
    expect(pages.get('kmipctl-shell.1')).not.toContain('<%')
    expect(pages.get('kmipctl.1')).toContain(String.raw`\-\-connect\-timeout`)
  })

  it('does not let texts be taken for commands of roff', () => {
    expect(escape('.so \'x\' \\n "y"')).toBe(String.raw`\&.so \(aqx\(aq \en \(dqy\(dq`)
  })

  it.runIf(hasGroff())('is what groff prints without a warning', async () => {
    await using folder = await temporaryFolder()
    const files = []
    for (const [name, text] of pages) {
      files.push(join(folder.path, name))
      await writeFile(join(folder.path, name), text)
    }
    const {stdout, stderr} = spawnSync('groff', ['-man', '-ww', '-Kutf8', '-Tutf8', ...files], {encoding: 'utf8'})
    expect(stderr).toBe('')
    expect(stdout).toContain('kmipctl op create')
    expect(execFileSync('groff', ['-man', '-Tascii', files[0] ?? ''], {encoding: 'utf8'})).not.toContain('\\e')
  })
})
