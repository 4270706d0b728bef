import {KmipctlCommand} from '../cli/kmip-command.ts'
import {auditSettings} from '../cli/flags/audit-flags.ts'
import {logFlags} from '../cli/flags/log-flags.ts'
import {listenFlag, serverFlags, serverSettings} from '../cli/flags/server-flags.ts'
import type {CommandOutcome} from '../embedded/run-command.ts'
import {UsageError} from '../errors.ts'

export type ExecResult = CommandOutcome

export default class Exec extends KmipctlCommand<ExecResult> {
  static override summary = 'Run a command with a KMIP server of its own'
  static override description = `Starts a server in memory with a credential for everything, tells the command about it in its environment, and leaves nothing behind when the command ends. The exit status is that of the command.

Environment of the command:
  KMIPCTL_SERVER, KMIPCTL_CERT, KMIPCTL_KEY, KMIPCTL_CA  so that kmipctl op … works at once
  KMIP_ENDPOINT, KMIP_HOST, KMIP_PORT                    where the server listens
  KMIP_HTTPS_URL                                         the same over HTTPS, with --https-listen
  KMIP_CERT, KMIP_KEY, KMIP_CA                           files in PEM
  KMIP_BUNDLE                                            key and certificates in one PEM file
  KMIP_ADDR, KMIP_CLIENT_CA, KMIP_CLIENT_KEY, KMIP_SERVER_CA  the same for tests of libkmip
  KMIPCTL_PYKMIP_CONF                                    configuration of PyKMIP's client`
  static override examples = [
    '<%= config.bin %> exec -- npm test',
    '<%= config.bin %> exec -- kmipctl op create --algorithm AES --length 256',
    "<%= config.bin %> exec --log-requests --log-level info -- sh -c 'pytest tests/kmip'",
  ]
  static override usage = 'exec [FLAGS] -- CMD [ARGUMENT...]'
  static override strict = false
  static override flags = {listen: listenFlag('127.0.0.1:0'), ...serverFlags, ...logFlags('warn')}

  async run(): Promise<ExecResult> {
    const {own, command, args} = splitCommand(this.argv)
    const {flags, argv} = await this.parse(Exec, own)
    if (argv.length > 0 || command === undefined) throw noCommand(argv.map(String))
    const settings = serverSettings(flags, '127.0.0.1:0')
    const {execWithServer} = await import('../embedded/exec-with-server.ts')
    const outcome = await execWithServer({
      server: {
        ...settings,
        audit: await auditSettings(flags),
        logLevel: flags['log-level'],
        logFormat: flags['log-format'],
      },
      command: {command, args, stdout: this.jsonEnabled() ? 'stderr' : 'stdout'},
    })
    if (outcome.problem !== undefined) this.output.failure(outcome.problem, null)
    process.exitCode = outcome.status
    return outcome
  }
}

function splitCommand(argv: readonly string[]): {own: string[]; command: string | undefined; args: string[]} {
  const end = argv.indexOf('--')
  if (end === -1) return {own: [...argv], command: undefined, args: []}
  const [command, ...args] = argv.slice(end + 1)
  return {own: argv.slice(0, end), command, args}
}

function noCommand([first]: readonly string[]): UsageError {
  const message = first === undefined ? 'There is no command to run' : `Unexpected ${first} before --`
  return new UsageError(message, {hint: 'Write it after two dashes, as in kmipctl exec -- npm test'})
}
