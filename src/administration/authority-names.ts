import type {AuthorityRecord} from '../storage/store.ts'

/** What people call the server's own hierarchy. */
export const defaultAuthorityName = 'default'
/** Under which the store keeps it: this one signs the intermediate and nothing else, */
export const rootName = 'kmipctl-root'
/** and this one the certificates of servers and clients. */
export const intermediateName = 'kmipctl-intermediate'

/** Names that no other authority may have. */
export const reservedNames: ReadonlySet<string> = new Set([defaultAuthorityName, rootName, intermediateName])

/** What a generation is called once there is a later one, and what credentials that it issued say. */
export function generationName(name: string, generation: number): string {
  return `${name}/${generation}`
}

/** The name without the generation. */
export function baseName(name: string): string {
  return name.split('/', 1)[0] ?? name
}

/** Under which the store keeps the certificate that issues. */
export function storedName(name: string): string {
  return baseName(name) === defaultAuthorityName ? name.replace(defaultAuthorityName, intermediateName) : name
}

/** The other way around. */
export function shownName(name: string): string {
  return baseName(name) === intermediateName ? name.replace(intermediateName, defaultAuthorityName) : name
}

/** As credentials that it issues name it. */
export function issuerName({name, generation, supersededBy}: AuthorityRecord): string {
  return supersededBy === undefined ? generationName(name, generation) : name
}
