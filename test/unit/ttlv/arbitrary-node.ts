import fc from 'fast-check'
import {ItemType, type TtlvNode} from '../../../src/ttlv/node.ts'
import {Tag} from './fake-vocabulary.ts'

const tag = fc.oneof(
  fc.constantFrom(...Object.values(Tag)),
  fc.integer({min: 0x420000, max: 0x4201ff}),
  fc.integer({min: 0x540000, max: 0x54ffff}),
)
const unsigned = fc.oneof(fc.integer({min: 0, max: 12}), fc.integer({min: 0, max: 0xffffffff}))
const long = fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n})
const date = fc.oneof(fc.bigInt({min: -70_000_000_000n, max: 300_000_000_000n}), long)
const bytes = fc.uint8Array({maxLength: 200})
const words = fc.array(fc.uint8Array({minLength: 8, maxLength: 8}), {minLength: 1, maxLength: 3})
const bigInteger = words.map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))
const attributeNames = fc.constantFrom('Cryptographic Usage Mask', 'State', 'x-Note')

/** Text without the characters that XML cannot hold, but with white space, quotes, brackets and astral characters. */
export const xmlText = fc
  .string({unit: 'binary', maxLength: 100})
  // oxlint-disable-next-line no-control-regex -- these characters are what it is about
  .map((text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\t'))
export const anyText = fc.oneof(attributeNames, fc.string({unit: 'binary', maxLength: 100}))

/** Plain objects, as the readers give them: fast-check also makes some without prototype. */
const plain = {noNullPrototype: true}

function scalar(text: fc.Arbitrary<string>): fc.Arbitrary<TtlvNode> {
  return fc.oneof(
    fc.record({tag, type: fc.constant(ItemType.Integer), value: fc.integer()}, plain),
    fc.record({tag, type: fc.constant(ItemType.LongInteger), value: long}, plain),
    fc.record({tag, type: fc.constant(ItemType.BigInteger), value: bigInteger}, plain),
    fc.record({tag, type: fc.constant(ItemType.Enumeration), value: unsigned}, plain),
    fc.record({tag, type: fc.constant(ItemType.Boolean), value: fc.boolean()}, plain),
    fc.record({tag, type: fc.constant(ItemType.TextString), value: text}, plain),
    fc.record({tag, type: fc.constant(ItemType.ByteString), value: bytes}, plain),
    fc.record({tag, type: fc.constant(ItemType.DateTime), value: date}, plain),
    fc.record({tag, type: fc.constant(ItemType.Interval), value: unsigned}, plain),
    fc.record({tag, type: fc.constant(ItemType.DateTimeExtended), value: date}, plain),
    fc.record({tag, type: fc.constant(ItemType.Identifier), value: text}, plain),
    fc.record({tag, type: fc.constant(ItemType.Reference), value: text}, plain),
    fc.record({tag, type: fc.constant(ItemType.NameReference), value: text}, plain),
  )
}

/** A 1.x attribute, so that typing by name is exercised. */
function attribute(text: fc.Arbitrary<string>): fc.Arbitrary<TtlvNode> {
  return fc.tuple(attributeNames, scalar(text)).map(([name, value]) => ({
    tag: Tag.Attribute,
    type: ItemType.Structure,
    value: [
      {tag: Tag.AttributeName, type: ItemType.TextString, value: name},
      {...value, tag: Tag.AttributeValue},
    ],
  }))
}

/** Any tree of up to a few levels. */
export function arbitraryNode(text: fc.Arbitrary<string>): fc.Arbitrary<TtlvNode> {
  return fc.letrec<{node: TtlvNode}>((tie) => ({
    node: fc.oneof(
      {depthSize: 'small', withCrossShrink: true},
      scalar(text),
      attribute(text),
      fc.record(
        {
          tag,
          type: fc.constant(ItemType.Structure),
          value: fc.array(tie('node'), {maxLength: 6}),
        },
        plain,
      ),
    ),
  })).node
}

/** A whole message: the root is a structure. */
export const arbitraryMessage: fc.Arbitrary<TtlvNode> = fc
  .array(arbitraryNode(anyText), {maxLength: 6})
  .map((value) => ({tag: Tag.RequestMessage, type: ItemType.Structure, value}))
