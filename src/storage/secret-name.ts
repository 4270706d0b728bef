/** Under which name a sealed setting lies among the others. */
export function secretName(name: string): string {
  return `sealed:${name}`
}
