/** What to do with a user name in the header of a message: nothing, compare it, or insist on it and compare it. */
export const credentialPolicies = ['ignore', 'match', 'require'] as const
export type CredentialPolicy = (typeof credentialPolicies)[number]
