/** Puts off building a value to the first call: a command pays only for the tables it looks into. */
export function lazy<T extends object>(build: () => T): () => T {
  let value: T | undefined
  return () => (value ??= build())
}
