import {Flags} from '@oclif/core'
import {logFormats, logLevels} from '../../server/log-settings.ts'

/** `--log-level` with the default of the command, and its companions. */
export function logFlags(defaultLevel: 'info' | 'warn') {
  return {
    'log-level': Flags.option({
      summary: 'How much to log to standard error',
      options: logLevels,
      default: defaultLevel,
      env: 'KMIPCTL_LOG_LEVEL',
      helpGroup: 'LOG',
    })(),
    'log-format': Flags.option({
      summary: 'Lines for people, or JSON',
      options: logFormats,
      default: 'text' as const,
      env: 'KMIPCTL_LOG_FORMAT',
      helpGroup: 'LOG',
    })(),
    'log-requests': Flags.boolean({summary: 'Log who did what in every request', helpGroup: 'LOG'}),
    'trace-requests': Flags.boolean({
      summary: 'Log every request and response as a tree, without secret values',
      description: 'At the level info. Key material, passwords and data are a length and a fingerprint there.',
      helpGroup: 'LOG',
    }),
  }
}

/** For servers that run long. */
export const logFileFlags = {
  'log-file': Flags.string({
    summary: 'Log to this file rather than standard error; SIGHUP opens it anew, for whoever rotates it',
    helpValue: 'FILE',
    helpGroup: 'LOG',
  }),
}
