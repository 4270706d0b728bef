/** Beyond this Node fires timers at once. */
const longestTimer = 2 ** 31 - 1

/** Calls `expire` after that many milliseconds, never for 0 and for times beyond 24 days; returns how to call it off. */
export function startDeadline(milliseconds: number, expire: () => void): () => void {
  if (milliseconds <= 0 || milliseconds > longestTimer) return () => undefined
  const timer = setTimeout(expire, milliseconds)
  return () => clearTimeout(timer)
}

/** `5 s`, `250 ms`. */
export function showMilliseconds(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`
}
