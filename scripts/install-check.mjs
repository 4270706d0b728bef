// Installs the packed program as a user would, without install scripts, and runs it from there.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const place = mkdtempSync(join(tmpdir(), 'kmipctl-install-'))
const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts']

try {
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', place], {
    cwd: root,
    stdio: 'ignore',
  })
  const {version} = JSON.parse(execFileSync('npm', ['pkg', 'get', 'name', 'version'], {cwd: root, encoding: 'utf8'}))
  const archive = join(place, `kmipctl-${version}.tgz`)
  execFileSync('npm', ['install', '--global', '--prefix', join(place, 'prefix'), ...quiet, archive], {
    cwd: place,
    stdio: 'inherit',
  })
  const program = join(place, 'prefix', 'bin', 'kmipctl')
  const shown = execFileSync(program, ['--version'], {encoding: 'utf8'})
  if (!shown.startsWith(`kmipctl/${version} `)) throw new Error(`--version says ${shown}`)
  execFileSync(program, ['demo'], {stdio: 'ignore'})
  execFileSync(program, ['scope', 'create', 'installed', '--data-dir', join(place, 'data')], {stdio: 'ignore'})
  console.log(`installed and ran kmipctl ${version}`)
} finally {
  rmSync(place, {recursive: true, force: true})
}
