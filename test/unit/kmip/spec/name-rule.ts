/** The rule by which XML and JSON names follow from the specification's names, KMIP Profiles 2.1 section 5.4. */
export function normalizedName(specName: string): string {
  const words = specName
    .replaceAll(/[()]/g, ' ')
    .replaceAll(/\W(?=[A-Za-z][a-z])/g, ' ')
    .replaceAll(/[^\w\s]/g, '_')
    .trim()
    .split(/\s+/)
  const [first = '', ...others] = words
  return [first.replace(/^(\d+)(.*)$/, '$2$1'), ...others]
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
}
