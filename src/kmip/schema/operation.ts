import type {EnumName} from '../spec/enumeration.ts'
import type {Operation as OperationEnumeration} from '../spec/enumerations.ts'
import type {VersionRange} from '../spec/version.ts'
import {structure, type Fields, type FieldValues, type Structure} from './structure.ts'

/** The name of an operation, in the Operation enumeration. */
export type OperationName = EnumName<typeof OperationEnumeration>

/** An operation's payloads, declared once for server, client, printer and command line. */
export interface Operation<Req extends Fields = Fields, Res extends Fields = Fields> {
  readonly name: OperationName
  readonly range: VersionRange
  readonly request: Structure<Req>
  readonly response: Structure<Res>
}

/** What a request of an operation says. */
export type RequestOf<Op> = Op extends Operation<infer Req, infer _> ? FieldValues<Req> : never
/** What a response of an operation says. */
export type ResponseOf<Op> = Op extends Operation<infer _, infer Res> ? FieldValues<Res> : never

/** Declares an operation; the name is its value in the Operation enumeration. */
export function operation<const Req extends Fields, const Res extends Fields>(
  name: OperationName,
  declaration: VersionRange & {readonly request: Req; readonly response: Res},
): Operation<Req, Res> {
  const {request, response, ...range} = declaration
  return {
    name,
    range,
    request: structure(`${name} Request Payload`, request),
    response: structure(`${name} Response Payload`, response),
  }
}
