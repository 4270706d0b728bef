import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSandbox, type Sandbox} from '../support/run-cli.ts'
import {serve} from '../support/serving.ts'
import {callApi} from '../support/vault-api.ts'

const api = ['--vault-api', '127.0.0.1:0']

/** A token, as the command line hands it out for scripts. */
async function tokenOf(sandbox: Sandbox, data: readonly string[]): Promise<string> {
  const {exitCode, stdout} = await sandbox.run(['token', 'create', '--name', 'ci', ...data])
  expect(exitCode).toBe(0)
  return stdout.trim()
}

function urlOf(ready: {readonly vaultApi?: unknown}): string {
  const {vaultApi} = ready
  if (typeof vaultApi === 'object' && vaultApi !== null && 'url' in vaultApi) return String(vaultApi.url)
  throw new Error('The ready file does not say where the API is')
}

describe('serve --vault-api', () => {
  it('keeps what it has answered for after kill -9, and tells the token nowhere', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    const audit = join(sandbox.folder, 'audit.jsonl')
    const token = await tokenOf(sandbox, data)
    let said = ''
    {
      await using server = await serve(sandbox, [...data, ...api, '--audit', audit, '--log-level', 'debug'])
      const url = urlOf(server.ready)
      expect((await callApi(url, 'POST', '/v1/kmip/scope/finance', {token})).status).toBe(204)
      expect((await callApi(url, 'POST', '/v1/kmip/scope/finance', {token: 'kmipctl.wrong'})).status).toBe(403)
      server.signal('SIGKILL')
      await server.exit
      said = server.stderr()
    }
    await using server = await serve(sandbox, [...data, ...api, '--audit', audit])
    expect((await callApi(urlOf(server.ready), 'LIST', '/v1/kmip/scope', {token})).data).toEqual({keys: ['finance']})
    server.signal('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(said).toContain('/v1/kmip/scope/finance')
    const recorded = await readFile(audit, 'utf8')
    expect(recorded).toContain('"path":"/v1/kmip/scope/finance"')
    const secret = token.slice('kmipctl.'.length)
    expect(secret.length).toBeGreaterThan(20)
    expect(said + recorded + server.stderr()).not.toContain(secret)
    expect((await sandbox.run(['token', 'list', ...data, '--json'])).stdout).not.toContain(secret)
  })

  it('speaks TLS under the authority of the store where others can listen in', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    await using server = await serve(sandbox, [...data, '--vault-api', '0.0.0.0:0'])
    const url = urlOf(server.ready)
    expect(url).toMatch(/^https:/)
    const local = url.replace('0.0.0.0', '127.0.0.1')
    expect((await callApi(local, 'GET', '/v1/sys/health')).status).toBe(200)
    await expect(callApi(local.replace('https', 'http'), 'GET', '/v1/sys/health')).rejects.toThrow()
  })

  it('says that a port is taken, with status 3', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    await using server = await serve(sandbox, [...data, ...api])
    const {port} = new URL(urlOf(server.ready))
    const args = ['serve', ...data, '--listen', '127.0.0.1:0', '--vault-api', `127.0.0.1:${port}`]
    const {exitCode, stderr} = await sandbox.run(args)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(port)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('ends with the token that the command line revoked', async () => {
    await using sandbox = await createSandbox()
    const data = ['--data-dir', join(sandbox.folder, 'data')]
    const token = await tokenOf(sandbox, data)
    await using server = await serve(sandbox, [...data, ...api])
    const url = urlOf(server.ready)
    const {accessor} = (await callApi(url, 'GET', '/v1/auth/token/lookup-self', {token})).data
    expect((await sandbox.run(['token', 'revoke', String(accessor), ...data])).exitCode).toBe(0)
    expect((await callApi(url, 'GET', '/v1/auth/token/lookup-self', {token})).status).toBe(403)
    expect(await sandbox.run(['token', 'revoke', 'nobody', ...data])).toMatchObject({exitCode: 2})
  })
})
