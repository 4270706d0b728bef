import {UsageError} from '../errors.ts'
import {type Subscription, subscriptions} from '../server/announcements/subscription.ts'

/**
 * Reads what clients of a role receive from the server, each kind once; the word `none` alone means nothing.
 *
 * @throws UsageError for an unknown word, or `none` together with others
 */
export function parseSubscriptions(words: readonly string[]): readonly Subscription[] {
  if (words.length === 1 && words[0] === 'none') return []
  const unknown = words.find((word) => !subscriptions.some((kind) => kind === word))
  if (unknown !== undefined) {
    throw new UsageError(`A role cannot receive ${JSON.stringify(unknown)}`, {
      hint: `Use ${subscriptions.join(', ')}, or none alone`,
    })
  }
  return subscriptions.filter((kind) => words.includes(kind))
}
