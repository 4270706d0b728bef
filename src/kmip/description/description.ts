import type {VersionRange} from '../spec/version.ts'

/** One line of what is described: a member, a value, a bit. */
export interface DescribedPart extends VersionRange {
  /** As the specification prints it. */
  readonly name: string
  /** As XML and JSON write it. */
  readonly identifier: string
  /** Of values and bits. */
  readonly number?: number | undefined
  /** Of members: what a value looks like. */
  readonly type?: string | undefined
  readonly required?: boolean | undefined
  readonly repeats?: boolean | undefined
  readonly deprecatedSince?: string | undefined
}

/** A list within a description, such as the members of a request. */
export interface DescribedSection {
  readonly title: string
  readonly parts: readonly DescribedPart[]
}

/** What the specifications say of one name. */
export interface Description extends VersionRange {
  readonly kind: 'operation' | 'attribute' | 'structure' | 'enumeration' | 'mask' | 'tag'
  readonly name: string
  readonly identifier: string
  /** Of operations their value, of tags and attributes their tag. */
  readonly number?: number | undefined
  readonly deprecatedSince?: string | undefined
  /** Facts in words, by name. */
  readonly facts: Readonly<Record<string, string>>
  readonly sections: readonly DescribedSection[]
}
