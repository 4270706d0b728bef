import {Flags} from '@oclif/core'

/** What a role allows, all of it at once. */
export const operationFlags = {
  operation: Flags.string({
    summary: 'Operation the role allows; repeat it for each one',
    description: "KMIP's names as in create-key-pair; Vault's operation_create_keypair is understood too.",
    helpValue: 'NAME',
    char: 'o',
    multiple: true,
    multipleNonGreedy: true,
  }),
  all: Flags.boolean({summary: 'Allow all operations'}),
  none: Flags.boolean({summary: 'Allow nothing'}),
}

/** What the server may send to clients of a role by itself. */
export const receiveFlag = Flags.string({
  summary: 'Requests the server sends to connected clients of the role: put, notify, query; or none',
  description:
    'put: objects that are new or replaced; notify: changed attributes; query: what kmipctl client query asks. Only for clients that answer such requests.',
  helpValue: 'KIND',
  multiple: true,
  multipleNonGreedy: true,
})

/** The words of one write, in the sense of the grant; empty when none of the flags was given. */
export function operationWords(flags: {
  readonly operation?: readonly string[] | undefined
  readonly all: boolean
  readonly none: boolean
}): readonly string[] {
  return [...(flags.operation ?? []), ...(flags.all ? ['all'] : []), ...(flags.none ? ['none'] : [])]
}
