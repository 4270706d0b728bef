import {Flags} from '@oclif/core'

const helpGroup = 'STORE'

/** For commands that open the server's store. */
export const storeFlags = {
  'data-dir': Flags.string({
    summary: "Folder of the server's data",
    description: 'Default: kmipctl in $XDG_DATA_HOME or ~/.local/share.',
    env: 'KMIPCTL_DATA_DIR',
    helpValue: 'DIR',
    helpGroup,
  }),
  store: Flags.string({
    summary: 'Where the store is: sqlite:PATH, or memory: for a passing one',
    description: 'Default: store.db in the data folder.',
    env: 'KMIPCTL_STORE',
    helpValue: 'LOCATION',
    helpGroup,
  }),
  seal: Flags.option({
    summary: 'What guards the key of the store',
    description: 'A key file (default), made with the store, or a passphrase.',
    options: ['key-file', 'passphrase'] as const,
    env: 'KMIPCTL_SEAL',
    helpGroup,
  })(),
  'seal-key-file': Flags.string({
    summary: 'Key file of the seal',
    description: 'Default: seal.key in the data folder.',
    env: 'KMIPCTL_SEAL_KEY_FILE',
    helpValue: 'FILE',
    helpGroup,
  }),
  'passphrase-file': Flags.string({
    summary: 'File with the passphrase of the seal in its first line',
    description: 'The environment variable KMIPCTL_SEAL_PASSPHRASE may hold the passphrase instead.',
    helpValue: 'FILE',
    helpGroup,
  }),
}

/** What the store flags were parsed to. */
export interface StoreFlagValues {
  readonly 'data-dir'?: string | undefined
  readonly store?: string | undefined
  readonly seal?: 'key-file' | 'passphrase' | undefined
  readonly 'seal-key-file'?: string | undefined
  readonly 'passphrase-file'?: string | undefined
}
