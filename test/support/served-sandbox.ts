import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {startEphemeralServer} from '../../src/embedded/ephemeral-server.ts'
import {createLog} from '../../src/server/log.ts'
import {formatAddress} from '../../src/transport/address.ts'
import {type CliOptions, type CliRun, createSandbox} from './run-cli.ts'

/** A sandbox whose kmipctl finds a server of this process, with a credential for everything. */
export interface ServedSandbox extends AsyncDisposable {
  readonly folder: string
  /** The settings of the environment. */
  readonly env: Readonly<Record<string, string>>
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>
  json(args: readonly string[], options?: CliOptions): Promise<CliRun & {readonly envelope: unknown}>
  /** Runs a command that must succeed; what it printed without the line end. */
  text(args: readonly string[], options?: CliOptions): Promise<string>
}

export async function createServedSandbox(): Promise<ServedSandbox> {
  const sandbox = await createSandbox()
  const server = await startEphemeralServer({log: createLog({level: 'silent', format: 'json'})})
  const {certificatePem, privateKeyPem, chainPem} = server.credential
  const file = async (name: string, content: string) => {
    const path = join(sandbox.folder, name)
    await writeFile(path, content, {mode: 0o600})
    return path
  }
  const env = {
    KMIPCTL_SERVER: formatAddress(server.address),
    KMIPCTL_CERT: await file('cert.pem', certificatePem),
    KMIPCTL_KEY: await file('key.pem', privateKeyPem),
    KMIPCTL_CA: await file('ca.pem', chainPem.join('')),
  }
  const withEnv = (options: CliOptions = {}): CliOptions => ({...options, env: {...env, ...options.env}})
  return {
    folder: sandbox.folder,
    env,
    run: (args, options) => sandbox.run(args, withEnv(options)),
    json: (args, options) => sandbox.json(args, withEnv(options)),
    async text(args, options) {
      const {exitCode, stdout, stderr} = await sandbox.run(args, withEnv(options))
      if (exitCode !== 0) throw new Error(`kmipctl ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
      return stdout.replace(/\n$/, '')
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
    },
  }
}
