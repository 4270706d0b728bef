import {Flags} from '@oclif/core'

const helpGroup = 'WRAPPING'

/** How a key is wrapped before it leaves. */
export const wrapWithFlags = {
  'wrap-with': Flags.string({
    summary: 'AES key of the server to wrap the key with before it is sent',
    description: 'It is fetched for that, unless --wrap-key-file has it.',
    helpValue: 'ID',
    helpGroup,
  }),
  'wrap-key-file': Flags.string({
    summary: 'File with the bytes of that key',
    helpValue: 'FILE',
    helpGroup,
    dependsOn: ['wrap-with'],
  }),
}

export interface WrapWithFlagValues {
  readonly 'wrap-with'?: string | undefined
  readonly 'wrap-key-file'?: string | undefined
}
