/** Whether clients have to attest to the state of their platform: never, or for everything but harmless questions. */
export const attestationPolicies = ['off', 'require'] as const
export type AttestationPolicy = (typeof attestationPolicies)[number]
