import {createLog} from '../server/log.ts'
import type {LogFormat, LogLevel} from '../server/log-settings.ts'
import {clientEnvironment} from './client-environment.ts'
import {writeCredentialFolder} from './credential-folder.ts'
import {startEphemeralServer, type EphemeralOptions} from './ephemeral-server.ts'
import {runCommand, type CommandOutcome, type CommandToRun} from './run-command.ts'
import {SignalRelay} from './signal-relay.ts'

export interface ExecOptions {
  readonly server: Omit<EphemeralOptions, 'log'> & {readonly logLevel: LogLevel; readonly logFormat: LogFormat}
  readonly command: Omit<CommandToRun, 'environment'>
}

/**
 * Runs a command with a server of its own, which it finds through its environment. When the command has ended, however
 * it did, nothing of the server is left.
 */
export async function execWithServer({server, command}: ExecOptions): Promise<CommandOutcome> {
  // Before anything that would have to be removed
  using signals = new SignalRelay({isTerminal: process.stdin.isTTY})
  const {logLevel: level, logFormat: format, ...options} = server
  await using ephemeral = await startEphemeralServer({...options, log: createLog({level, format})})
  await using folder = await writeCredentialFolder(ephemeral.credential, ephemeral.address)
  const environment = clientEnvironment(ephemeral, folder.paths)
  return await runCommand({...command, environment}, signals)
}
