import type {Arbitrary} from 'fast-check'
import type {AttributeName} from '../../../../src/kmip/attributes/catalogue.ts'
import {definitionOf} from '../../../../src/kmip/attributes/lookup.ts'
import type {EncodingVersion} from '../../../../src/kmip/spec/version.ts'
import {arbitraryOf} from '../structures/arbitrary-value.ts'

/** Values of an attribute that the version can express. */
export function attributeValues(name: AttributeName, version: EncodingVersion): Arbitrary<unknown> {
  return arbitraryOf(definitionOf(name).type.description, version)
}
