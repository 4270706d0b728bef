import {Flags} from '@oclif/core'
import {sortAlternativeNames} from '../../administration/alternative-names.ts'
import {type Labels, parseLabels} from '../../administration/labels.ts'
import type {SubjectAlternativeNames} from '../../ca/subject-alternative-names.ts'

const several = {multiple: true, multipleNonGreedy: true} as const

/** What a new certificate says besides its role, and what is noted beside it. */
export const credentialFlags = {
  san: Flags.string({
    summary: 'Alternative name in the certificate: a host name, IP address, e-mail address or URI; repeat it for more',
    helpValue: 'NAME',
    ...several,
  }),
  label: Flags.string({
    summary: 'Note beside the credential, for cred list --label; repeat it for more',
    helpValue: 'KEY=VALUE',
    ...several,
  }),
  'server-auth': Flags.boolean({summary: 'Let TLS servers present the certificate too, as vCenter wants it'}),
}

/** Which credentials a command is about. */
export const labelFilterFlag = Flags.string({
  summary: 'Only credentials with this label; repeat it for more that must be there too',
  helpValue: 'KEY=VALUE',
  ...several,
})

/** @throws UsageError */
export function credentialWishes(flags: {
  readonly san?: readonly string[] | undefined
  readonly label?: readonly string[] | undefined
  readonly 'server-auth': boolean
}): {
  readonly subjectAlternativeNames: SubjectAlternativeNames
  readonly labels: Labels
  readonly serverAuth: boolean
} {
  return {
    subjectAlternativeNames: sortAlternativeNames(flags.san ?? []),
    labels: parseLabels(flags.label ?? []),
    serverAuth: flags['server-auth'],
  }
}
