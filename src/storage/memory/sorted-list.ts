/** First position whose item is not before the one looked for; `compare` gives item minus wanted. */
export function lowerBound<T>(list: readonly T[], compare: (item: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = list[middle]
    if (item !== undefined && compare(item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Appending is the common case: what comes is newer than all there is. */
export function insertSorted<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  const last = list.at(-1)
  if (last === undefined || compare(last, item) < 0) list.push(item)
  else
    list.splice(
      lowerBound(list, (other) => compare(other, item)),
      0,
      item,
    )
}

export function removeSorted<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  const position = lowerBound(list, (other) => compare(other, item))
  if (list[position] === item) list.splice(position, 1)
}
