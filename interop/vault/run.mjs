// Clients of Vault against `kmipctl serve --vault-api`: the commands of its documentation, its Go client, what the Terraform
// provider asks through it, and hvac; with PyKMIP for the KMIP side.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {goProgram} from '../../scripts/interop/go.mjs'
import {pythonWith} from '../../scripts/interop/python.mjs'
import {reported} from '../../scripts/interop/reported.mjs'
import {kmipctl, kmipctlOn, serve} from '../../scripts/interop/served.mjs'
import {replayDocumentation} from './documentation.mjs'

const here = import.meta.dirname

/** A server with both ends of TLS checked, its audit in a file, and a token for everything. */
async function startVault(directory) {
  const dataDirectory = join(directory, 'vault-data')
  const audit = join(directory, 'vault-audit.log')
  mkdirSync(dataDirectory, {mode: 0o700})
  const {child, ready} = await serve(dataDirectory, '--vault-api', '127.0.0.1:0', '--vault-api-tls', '--audit', audit)
  const {token} = JSON.parse(kmipctlOn(dataDirectory, 'token', 'create', '--name', 'interop', '--json')).result
  const {pem} = JSON.parse(kmipctlOn(dataDirectory, 'ca', 'show', '--json')).result
  const ca = join(directory, 'vault-ca.pem')
  writeFileSync(ca, pem)
  const env = {VAULT_ADDR: ready.vaultApi.url, VAULT_TOKEN: token, VAULT_CACERT: ca}
  return {child, audit, env, kmip: {host: '127.0.0.1', port: ready.port}}
}

export async function run({directory, workDirectory, check}) {
  const python = pythonWith(workDirectory, 'vault', join(here, 'requirements.txt'))
  const program = goProgram(workDirectory, join(here, 'client'), 'vault-client')
  const {child, audit, env, kmip} = await startVault(directory)
  try {
    await replayDocumentation({program, env, directory, check})
    await reported({peer: "Vault's Go client", command: program, args: ['client'], env, check})
    await reported({peer: 'Terraform', command: program, args: ['terraform'], env, check})
    const settings = JSON.stringify({...kmip, directory})
    await reported({peer: 'hvac', command: python, args: [join(here, 'checks.py'), settings], env, check})
  } finally {
    child.kill('SIGTERM')
  }
  const status = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  check('the server ended well', status === 0, `status ${status}`)
  checkAudit({audit, token: env.VAULT_TOKEN, check})
}

function checkAudit({audit, token, check}) {
  const log = readFileSync(audit, 'utf8')
  check(
    'the audit holds no token and no key',
    ![token, 'PRIVATE KEY', 'KeyMaterial'].some((secret) => log.includes(secret)),
    '',
  )
  check(
    'the audit has the KMIP messages of the client API',
    /"listener":"vault-api".*"operation":"Encrypt"/.test(log),
    '',
  )
  try {
    kmipctl('audit', 'verify', audit)
    check('the audit is whole', true, '')
  } catch (error) {
    check('the audit is whole', false, String(error))
  }
}
