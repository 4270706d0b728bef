/** The operations of a path, such as `locate/get_attributes`; none where it names none. */
export function operationsOf(path: string | undefined): readonly string[] {
  return (path ?? '').split('/').filter((part) => part !== '')
}

/** Whether two lists name the same operations in the same order, however they spell them. */
export function sameOperations(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => plain(name) === plain(other[index] ?? ''))
}

function plain(name: string): string {
  return name.replaceAll(/[-_ ]/g, '').toLowerCase()
}
