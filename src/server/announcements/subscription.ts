/**
 * The requests that a server may send to the clients of a role, KMIP 1.4 section 5: objects that are new or replaced,
 * changes of attributes, and questions (Query and Discover Versions) that an operator asks.
 */
export const subscriptions = ['put', 'notify', 'query'] as const
export type Subscription = (typeof subscriptions)[number]
