import type {CredentialDescription} from '../../administration/credential-description.ts'
import type {Decided, Origin} from '../../administration/credential-defaults.ts'
import {dateText} from './date-text.ts'
import {durationText} from './duration-text.ts'

const origins: Readonly<Record<Origin | 'renewed', string>> = {
  renewed: 'as the one before',
  request: 'as asked for',
  role: 'as the role has it',
  recipe: 'as suits the client; --ttl changes it',
  configuration: "the configuration's default_tls_client_ttl; --ttl changes it",
}

/** `It expires on …: 24h, …`, or why it ends sooner than that. */
export function lifetimeText({
  description,
  lifetime,
}: {
  readonly description: CredentialDescription
  readonly lifetime: Decided<number, Origin | 'renewed'>
}): string {
  const {notAfter, createdAt} = description
  const isCut = notAfter.getTime() < createdAt.getTime() + (lifetime.value - 1) * 1000
  const why = isCut ? 'its authority ends then' : `${durationText(lifetime.value)}, ${origins[lifetime.origin]}`
  return `It expires on ${dateText(notAfter)}: ${why}`
}
