// Ways to ask the server, material to ask with, and what to expect of answers.
import {execFile, execFileSync} from 'node:child_process'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {connect} from 'node:tls'
import {promisify} from 'node:util'

const execute = promisify(execFile)

/** Does what the line of the documentation says, through Vault's Go client; gives the answer, or the line that is printed. */
export async function vault({program, env}, ...words) {
  const {stdout} = await execute(program, ['vault', ...words], {env: {...process.env, ...env}})
  return stdout.startsWith('{') ? JSON.parse(stdout) : stdout.trim()
}

/** Like `vault`, for what is refused: gives the message. */
export async function refusal(setting, ...words) {
  try {
    await vault(setting, ...words)
    return 'was not refused'
  } catch (error) {
    return String(error.stderr)
  }
}

/** A request with curl, as the pages print it; gives status and answer. */
export async function curl({env}, method, path, payload) {
  const body = payload === undefined ? [] : ['--data', JSON.stringify(payload)]
  const trust = [
    '--silent',
    '--show-error',
    '--cacert',
    env.VAULT_CACERT,
    '--header',
    `X-Vault-Token: ${env.VAULT_TOKEN}`,
  ]
  const request = ['--request', method, ...body, '--write-out', '\n%{http_code}', `${env.VAULT_ADDR}/v1/${path}`]
  const {stdout} = await execute('curl', [...trust, ...request])
  const [text, status] = [stdout.slice(0, stdout.lastIndexOf('\n')), Number(stdout.slice(stdout.lastIndexOf('\n') + 1))]
  return {status, ...(text.trim() === '' ? {} : JSON.parse(text))}
}

/** Fails with what is there and what was expected. */
export function expectSame(got, want) {
  const [one, other] = [JSON.stringify(got), JSON.stringify(want)]
  if (one !== other) throw new Error(`got ${one}, expected ${other}`)
}

export function expectIn(text, part) {
  if (!String(text).includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${JSON.stringify(text)}`)
}

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** What the certificate of a server on this machine says, as soon as one answers there. */
export async function serverCertificate(port, ca) {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      return await new Promise((resolve, reject) => {
        const socket = connect({host: '127.0.0.1', port, ca, servername: 'kmip.example.com'}, () => {
          resolve(socket.getPeerX509Certificate())
          socket.destroy()
        }).once('error', reject)
      })
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

export function signingRequest(directory, name, key) {
  const out = join(directory, `${name}.csr`)
  const options = ['req', '-new', '-nodes', '-newkey', ...key, '-subj', `/CN=${name}`, '-keyout', `${out}.key`]
  execFileSync('openssl', [...options, '-out', out], {stdio: ['ignore', 'ignore', 'pipe']})
  return out
}

export function foreignAuthority(directory) {
  const out = join(directory, 'foreign-ca.pem')
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const options = ['req', '-x509', '-nodes', ...key, '-subj', '/CN=Elsewhere', '-days', '2', '-keyout', `${out}.key`]
  execFileSync('openssl', [...options, '-out', out], {stdio: ['ignore', 'ignore', 'pipe']})
  return out
}
