import {findRole, findScope} from '../../administration/find.ts'
import type {TokenDescription} from '../../administration/tokens.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import type {Identity} from '../../server/identity/identity.ts'
import {roleIdentity} from '../../server/identity/role-identity.ts'
import type {Store} from '../../storage/store.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {writeXml} from '../../ttlv/xml-writer.ts'
import {type FieldValues, textField} from '../http/fields.ts'
import {filled, parameterNames} from '../templates/parameters.ts'
import {chooseTemplate} from './choose-template.ts'
import {operationsOf} from './operation-list.ts'
import {parameterValues} from './parameter-values.ts'
import {checkOperations, readTemplate} from './read-template.ts'

/** Answers a request message on behalf of a role, as it is answered on a connection. */
export type AnswerKmip = (identity: Identity, request: TtlvNode) => Promise<TtlvNode>

export interface TemplateRun {
  readonly scope: string
  readonly role: string
  /** Behind `client/` in the path. */
  readonly operations: string | undefined
  readonly fields: FieldValues
  readonly token: Pick<TokenDescription, 'accessor' | 'displayName'>
}

export interface TemplateAnswer {
  /** The response message in XML. */
  readonly response: string
  /** Parameters that the template has no place for. */
  readonly unused: readonly string[]
}

/**
 * Runs a message for a role. What KMIP refuses is an answer; keys in it are as the role gets them on a connection.
 *
 * @throws UsageError, ApiFailure for what is no message or another one than the path names
 * @throws AdministrationError for a scope and a role that there is not
 */
export async function runTemplate(store: Store, run: TemplateRun, answer: AnswerKmip): Promise<TemplateAnswer> {
  const identity = await identityOf(store, run)
  const operations = operationsOf(run.operations)
  const values = parameterValues(run.fields)
  const template = textField(run.fields, 'template')
  const text = chooseTemplate({template, operations, values})
  const request = readTemplate(filled(text, values))
  checkOperations(request, operations)
  const response = writeXml(await answer(identity, request), kmipVocabulary, {indent: 2})
  const names = new Set(parameterNames(text))
  return {response: `<KMIP>\n${response}\n</KMIP>`, unused: [...values.keys()].filter((name) => !names.has(name))}
}

function identityOf(store: Store, {scope, role, token}: TemplateRun): Promise<Identity> {
  return store.read(async ({administration}) => {
    const scopeRecord = await findScope(administration, scope)
    const roleRecord = await findRole(administration, scopeRecord, role)
    const client = {serialNumber: `token ${token.accessor}`, commonName: token.displayName}
    return roleIdentity(scopeRecord, roleRecord, client)
  })
}
