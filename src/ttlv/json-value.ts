import type {JsonLeaf} from './scalar-type.ts'

interface At {
  /** Index of its first character in the text. */
  readonly at: number
}

export type JsonScalar = JsonLeaf & At
export interface JsonNull extends At {
  readonly kind: 'null'
}
export interface JsonArray extends At {
  readonly kind: 'array'
  readonly items: readonly JsonValue[]
}
export interface JsonObject extends At {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, JsonValue>
}

/** JSON as it was written: numbers keep their digits and every value knows its place, which `JSON.parse` cannot give. */
export type JsonValue = JsonScalar | JsonNull | JsonArray | JsonObject
