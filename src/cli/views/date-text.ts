/** ISO 8601 in UTC, to the second. */
export function dateText(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
