import {type Endings, expirySummary} from '../administration/expiry-summary.ts'
import type {EndingSoon} from '../server/expiry/expiry-watch.ts'
import type {Store} from '../storage/store.ts'

/** What of a store ends within a week, and what to do about it. */
export async function endingSoon(store: Store, now: Date): Promise<readonly EndingSoon[]> {
  const {credentials, authorities} = await store.read(({administration}) => expirySummary(administration, now))
  return [
    ...entry(
      'credentials',
      credentials,
      'See them with kmipctl cred list --expiring 7d, renew with kmipctl cred renew',
    ),
    ...entry('authorities', authorities, 'See them with kmipctl ca list'),
  ]
}

function entry(kind: string, {count, nearest}: Endings, hint: string): readonly EndingSoon[] {
  return nearest === undefined ? [] : [{kind, count, nearest, hint}]
}
