// PyKMIP from its package index, in a virtual environment of its own.
import {execFileSync, spawn} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {X509Certificate, generateKeyPairSync} from 'node:crypto'

const here = import.meta.dirname

function install(workDirectory) {
  const environment = join(workDirectory, 'pykmip')
  const python = join(environment, 'bin', 'python')
  if (!existsSync(python)) {
    mkdirSync(workDirectory, {recursive: true})
    execFileSync('python3', ['-m', 'venv', environment], {stdio: 'inherit'})
  }
  execFileSync(
    python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', join(here, 'requirements.txt')],
    {stdio: 'inherit'},
  )
  return python
}

export async function run({workDirectory, server, credentials, check}) {
  const python = install(workDirectory)
  const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
  const settings = {
    ...server,
    ...credentials,
    publicKey: publicKey.export({type: 'pkcs1', format: 'der'}).toString('hex'),
    privateKey: privateKey.export({type: 'pkcs8', format: 'der'}).toString('hex'),
    certificate: new X509Certificate(readFileSync(credentials.full.cert)).raw.toString('hex'),
  }
  const child = spawn(python, [join(here, 'checks.py'), JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface({input: child.stdout})) {
    const {name, passed, detail} = JSON.parse(line)
    check(`PyKMIP ${name}`, passed, detail)
  }
  check('PyKMIP ran to its end', (await ended) === 0, '')
}
