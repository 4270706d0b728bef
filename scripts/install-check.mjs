// Installs the packed program as a user would, without install scripts, and runs it from there; then as a dependency of
// projects in TypeScript, in ES modules and in CommonJS.
import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const place = mkdtempSync(join(tmpdir(), 'kmipctl-install-'))
const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts']

const conversation = `
  const server = await startEphemeralServer()
  const client = await connect(server)
  const {uniqueIdentifier} = await client.call(operations.Create, {
    objectType: 'SymmetricKey',
    attributes: attributes({
      CryptographicAlgorithm: 'AES',
      CryptographicLength: 256,
      CryptographicUsageMask: ['Encrypt', 'Decrypt'],
    }),
  })
  const {object} = await client.call(operations.Get, {uniqueIdentifier})
  console.log(object.type)
  await client.close()
  await server.close()`

const names = '{attributes, connect, operations}'
const esModule = `
import ${names} from 'kmipctl'
import {startEphemeralServer} from 'kmipctl/server'
${conversation}
`
const commonModule = `
const ${names} = require('kmipctl')
const {startEphemeralServer} = require('kmipctl/server')
async function main() {${conversation}
}
main()
`

try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', place], {
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
  checkLibrary(archive)
  console.log('compiled and ran a project that uses it as a library')
} finally {
  rmSync(place, {recursive: true, force: true})
}

function checkLibrary(archive) {
  const project = join(place, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}')
  execFileSync('npm', ['install', ...quiet, archive], {cwd: project, stdio: 'inherit'})
  const files = {'project.mjs': esModule, 'project.cjs': commonModule}
  for (const [name, source] of Object.entries(files)) {
    writeFileSync(join(project, name), source)
    const said = execFileSync(process.execPath, [name], {cwd: project, encoding: 'utf8'})
    if (said !== 'SymmetricKey\n') throw new Error(`${name} says ${said}`)
  }
  writeFileSync(join(project, 'project.ts'), esModule)
  cpSync(join(root, 'test', 'types', 'consumer.ts'), join(project, 'consumer.ts'))
  for (const types of ['@types/node', 'undici-types']) {
    cpSync(join(root, 'node_modules', types), join(project, 'node_modules', types), {recursive: true})
  }
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  for (const [module, resolution] of [
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ]) {
    const flags = ['--module', module, '--moduleResolution', resolution, '--target', 'es2022', '--types', 'node']
    const strict = ['--strict', '--skipLibCheck', 'false', '--noEmit']
    execFileSync(process.execPath, [compiler, ...flags, ...strict, 'project.ts', 'consumer.ts'], {
      cwd: project,
      stdio: 'inherit',
    })
  }
}
