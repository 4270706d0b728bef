/** Something in an answer is not as a script expects it, in words. */
export interface Problem {
  /** What it is about: `Result Status`, `Attributes.State`. */
  readonly subject: string
  readonly expected: string
  readonly received: string
  readonly hint?: string | undefined
}

/** `Attributes.State: expected Active, received Pre-Active`. */
export function problemText({subject, expected, received}: Problem): string {
  return `${subject}: expected ${expected}, received ${received}`
}
