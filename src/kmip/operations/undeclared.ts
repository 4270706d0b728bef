import type {OperationName} from '../schema/operation.ts'

const draft = 'KMIP 3.0 is a draft whose payloads are not published'

/** Operations of the enumeration without a declaration, each with the reason. */
export const undeclared = {
  CreateGroup: draft,
  Obliterate: draft,
  CreateUser: draft,
  CreateCredential: draft,
  Deactivate: draft,
} as const satisfies {readonly [Name in OperationName]?: string}
