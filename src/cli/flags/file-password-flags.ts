import {Flags} from '@oclif/core'
import {processEnvironment, variable} from '../../config/environment.ts'
import {readSecretLine} from '../files/input-file.ts'
import type {Prompts} from '../prompts/prompts.ts'

/** The password of an encrypted key file. */
export const filePasswordFlags = {
  'file-password-file': Flags.string({
    summary: 'File with the password of an encrypted file [env: KMIPCTL_FILE_PASSWORD has the password itself]',
    helpValue: 'FILE',
  }),
}

export interface FilePasswordFlagValues {
  readonly 'file-password-file'?: string | undefined
}

/** What a question needs. */
export interface PasswordQuestion {
  readonly interactive: boolean
  readonly prompts: Prompts
}

/** Gives the password when it is needed: from the flag, the environment, or whoever sits at the terminal. */
export function filePassword(
  flags: FilePasswordFlagValues,
  {interactive, prompts}: PasswordQuestion,
): () => Promise<string | undefined> {
  return async () => {
    const path = flags['file-password-file']
    if (path !== undefined) return readSecretLine(path)
    const given = variable(processEnvironment(), 'KMIPCTL_FILE_PASSWORD')
    if (given !== undefined || !interactive) return given
    return prompts.password({setting: '--file-password-file', message: 'Password of the file'})
  }
}
