import {comparisonWords} from '../judge/comparison.ts'
import {statusWords} from '../model.ts'

/** A schema in JSON Schema's own words. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** A key that a mapping of a script may have. */
export interface Key {
  readonly summary: string
  readonly schema: JsonSchema
}

export type Keys = Readonly<Record<string, Key>>

const text = {type: 'string'}
const duration = {type: 'string', pattern: String.raw`^(\d+(\.\d+)?(ms|s|m|h|d|w))+$`}
const version = {anyOf: [{type: 'number'}, {type: 'string'}]}
const oneOrMoreTexts = {anyOf: [text, {type: 'array', items: text}]}
const texts = {type: 'object', additionalProperties: text}
const mapping = {type: 'object'}
const steps = {type: 'array', items: {$ref: '#/$defs/step'}}
const expectation = {anyOf: [{enum: statusWords}, {$ref: '#/$defs/expectation'}]}

/** Of the file. */
export const scriptKeys = {
  name: {summary: 'What the script is about, in reports', schema: text},
  description: {summary: 'When one needs it', schema: text},
  version: {summary: 'Version of KMIP, or auto to ask the server', schema: version},
  variables: {
    summary: 'Variables and their values; one without a value must be given with --set',
    schema: mapping,
  },
  connections: {
    summary: 'Names that steps use with "as", each with settings as the flags of the command line have them',
    schema: {type: 'object', additionalProperties: {$ref: '#/$defs/connection'}},
  },
  steps: {summary: 'What is done, in this order, until something fails', schema: steps},
  cleanup: {summary: 'Steps that are run whatever became of the others', schema: steps},
} as const satisfies Keys

/** Of every step. */
const frameKeys = {
  name: {summary: 'What the step is for, in reports', schema: text},
  'skip if': {
    summary: 'Leaves the step out: true or false, or variables and what they must be',
    schema: {anyOf: [{type: 'boolean'}, text, mapping]},
  },
  'for each': {
    summary: 'Does the step once for each value of a list, range or data file',
    schema: {anyOf: [text, {type: 'array'}, mapping]},
  },
} as const satisfies Keys

/** Of steps that send something. */
const sendingKeys = {
  as: {summary: 'Who sends it: a name of "connections", or else a saved profile', schema: text},
  wait: {summary: 'Time to wait before', schema: duration},
  until: {summary: 'Sends it again until the answer is so', schema: expectation},
  retry: {summary: 'How often and how long it is sent again', schema: {$ref: '#/$defs/retry'}},
} as const satisfies Keys

/** What is made of an answer. */
const outcomeKeys = {
  expect: {summary: 'What the answer must be; without it, success', schema: expectation},
  capture: {summary: 'Variables and the items of the answer that give them their values', schema: texts},
  collect: {summary: 'Lists to which items of the answer are appended', schema: texts},
} as const satisfies Keys

const messageKeys = {
  version: {summary: 'Version of KMIP of this message', schema: version},
  header: {summary: 'Fields of the Request Header by name', schema: mapping},
} as const satisfies Keys

const operationKeys = {
  operation: {summary: 'An operation of KMIP, however spelt', schema: text},
  request: {summary: 'Its request payload, by the names of the specification', schema: mapping},
} as const satisfies Keys

/** Of a step that sends one operation. */
export const operationStepKeys = {
  ...frameKeys,
  ...operationKeys,
  ...messageKeys,
  ...sendingKeys,
  ...outcomeKeys,
} as const satisfies Keys

/** Of a step that sends several operations in one message. */
export const batchStepKeys = {
  ...frameKeys,
  batch: {
    summary: 'Operations of one message, in their order',
    schema: {type: 'array', minItems: 1, items: {$ref: '#/$defs/item'}},
  },
  'on error': {
    summary: 'What the server does with the rest when one of them fails',
    schema: {enum: ['stop', 'continue', 'undo']},
  },
  ...messageKeys,
  ...sendingKeys,
} as const satisfies Keys

/** Of an operation of a batch. */
export const itemKeys = {name: frameKeys.name, ...operationKeys, ...outcomeKeys} as const satisfies Keys

/** Of a step that sends a message as it is. */
export const rawStepKeys = {
  ...frameKeys,
  send: {summary: 'A message as it is, also a broken one', schema: {$ref: '#/$defs/message'}},
  ...sendingKeys,
  ...outcomeKeys,
} as const satisfies Keys

/** Of a step that holds others. */
export const groupStepKeys = {
  ...frameKeys,
  steps: {summary: 'Steps that share a loop or a condition', schema: steps},
} as const satisfies Keys

/** Of `send`. */
export const messageSourceKeys = {
  xml: {summary: 'The message in XML', schema: text},
  json: {summary: 'The message in JSON', schema: text},
  hex: {summary: 'Its bytes in hexadecimal, with blanks and # comments', schema: text},
  base64: {summary: 'Its bytes in base64', schema: text},
  file: {summary: 'A file with the message in any encoding', schema: text},
  fix: {
    summary: 'Corrects lengths and batch count, and adds a version where there is none, before it is sent',
    schema: {type: 'boolean'},
  },
} as const satisfies Keys

/** Of `expect` and `until`. */
export const expectationKeys = {
  status: {summary: 'What became of it; success unless reason or message is given', schema: {enum: statusWords}},
  reason: {summary: 'Result Reason, or several of which one is given', schema: oneOrMoreTexts},
  message: {summary: 'Text that the Result Message contains, or a comparison', schema: {anyOf: [text, mapping]}},
  version: {summary: 'Version of the answer', schema: {anyOf: [version, mapping]}},
  response: {summary: 'Part of the response payload, by the names of the specification', schema: mapping},
  exists: {summary: 'Items that must be there', schema: oneOrMoreTexts},
  absent: {summary: 'Items that must not be there', schema: oneOrMoreTexts},
  count: {summary: 'Items and how often they must be there: a number or a comparison', schema: mapping},
} as const satisfies Keys

/** Of `retry`. */
export const retryKeys = {
  every: {summary: 'Time between two of them [1s]', schema: duration},
  within: {summary: 'Longest time for all of them [60s]', schema: duration},
  times: {summary: 'Highest number of them', schema: {type: 'integer', minimum: 1}},
} as const satisfies Keys

/** Of `for each`, where it is no list. */
export const loopKeys = {
  file: {summary: 'Data file in CSV, JSON or YAML', schema: text},
  from: {summary: 'First number of a range', schema: {anyOf: [{type: 'integer'}, text]}},
  to: {summary: 'Last number of a range', schema: {anyOf: [{type: 'integer'}, text]}},
} as const satisfies Keys

/** Of comparisons, which stand where a value could. */
export const comparisonKeys: Keys = Object.fromEntries(
  Object.entries(comparisonWords).map(([word, summary]) => [word, {summary, schema: {}}]),
)
