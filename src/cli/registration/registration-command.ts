import type {KmipClient} from '../../client/kmip-client.ts'
import {UsageError} from '../../errors.ts'
import {AddAttribute} from '../../kmip/operations/add-attribute.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import {escapeText} from '../../ttlv/escape-text.ts'
import {OperationCommand, type OperationResult, payloadOf} from '../client/operation-command.ts'
import type {OperationPlan} from '../client/operation-plan.ts'
import {objectBytes} from '../../kmip/objects/object-bytes.ts'
import type {OperationFlagValues} from '../client/operation-flags.ts'
import {readInput} from '../files/input-file.ts'
import type {WrapWithFlagValues} from '../flags/wrap-with-flags.ts'
import {filePassword} from '../flags/file-password-flags.ts'
import type {ObjectFlagValues} from '../values/object-flags.ts'
import {askType} from '../questions/object-type.ts'
import type {Registrations, RegistrationOptions} from './read-registrations.ts'
import {UnknownBytesError} from './unknown-bytes-error.ts'

/** Base of commands that hand objects out of files over to a server. */
export abstract class RegistrationCommand extends OperationCommand {
  /** The objects that the flags name; says what was recognised. `doing` is the word for it: `Registering`. */
  protected async readRegistrations(
    flags: ObjectFlagValues,
    {doing, ...options}: Omit<RegistrationOptions, 'password'> & {readonly doing: string},
  ): Promise<Registrations> {
    const {interactive, prompts} = this
    const read = await this.#readAsking(flags, {...options, password: filePassword(flags, {interactive, prompts})})
    for (const {description, warning} of read.items) {
      // Of several objects each is told of when it is registered
      if (description !== undefined && read.items.length === 1) this.output.note(`${doing} ${escapeText(description)}`)
      if (warning !== undefined) this.output.warning(warning)
    }
    return read
  }

  /** Asks what bytes are that do not tell it. */
  async #readAsking(flags: ObjectFlagValues, options: RegistrationOptions): Promise<Registrations> {
    const {readRegistrations} = await import('./read-registrations.ts')
    try {
      return await readRegistrations(flags, options)
    } catch (error) {
      if (!this.interactive || !(error instanceof UnknownBytesError)) throw error
      const type = await askType(this.prompts, options.attributes)
      return readRegistrations({...flags, type}, options)
    }
  }

  /** The objects with their key material wrapped, where the flags want that. @throws UsageError */
  protected async wrapped(
    objects: readonly ManagedObject[],
    flags: OperationFlagValues & WrapWithFlagValues,
  ): Promise<readonly ManagedObject[]> {
    const uniqueIdentifier = flags['wrap-with']
    if (uniqueIdentifier === undefined) return objects
    const bytes = await this.#wrappingKey(uniqueIdentifier, flags)
    const {wrapObject} = await import('./wrap-object.ts')
    return objects.map((object) => wrapObject(object, {uniqueIdentifier, bytes}))
  }

  async #wrappingKey(uniqueIdentifier: string, flags: OperationFlagValues & WrapWithFlagValues): Promise<Uint8Array> {
    const file = flags['wrap-key-file']
    if (file !== undefined) return readInput(file)
    if (flags['dry-run']) {
      throw new UsageError('--dry-run asks no server for the wrapping key', {hint: 'Pass it with --wrap-key-file'})
    }
    const {Get} = await import('../../kmip/operations/get.ts')
    const request = {uniqueIdentifier, keyFormatType: 'Raw'} as const
    const {object} = await this.withClient(flags, (client) => this.call(client, {flags, operation: Get}, request))
    if (object.type === 'SymmetricKey') return objectBytes(object)
    throw new UsageError(`Object ${uniqueIdentifier} is a ${object.type}, and keys are wrapped with a symmetric key`)
  }

  /**
   * Sends the requests of a plan, one for each object, with Links from each object to those before it, and adds the Links
   * back afterwards. Says what was done, since a later request may fail.
   */
  protected async carryOutLinked(plan: OperationPlan, {items, relations}: Registrations): Promise<OperationResult> {
    if (plan.flags.asynchronous) throw new UsageError('--asynchronous cannot register several objects')
    return this.withClient(plan.flags, async (client) => {
      const identifiers: string[] = []
      const responses: OperationResult[] = []
      for (const [position, item] of items.entries()) {
        for (const {linkType, to} of relations.filter(({from, to}) => from === position && to < position)) {
          item.attributes.add('Link', {linkType, linkedObjectIdentifier: identifiers[to] ?? ''})
        }
        const response = await this.call(client, plan, plan.requests[position] ?? {})
        const shown = await this.present(plan, response, payloadOf(this.answer))
        responses.push({...shown, description: item.description ?? item.object.type})
        this.partialResult = {responses}
        const id = String(response['uniqueIdentifier'])
        identifiers.push(id)
        this.output.success(escapeText(`Registered ${item.description ?? item.object.type} as ${id}`))
      }
      await this.#linkBack(client, plan, {identifiers, relations})
      return {responses}
    })
  }

  /** The Links that lead to objects which were registered later than those that have them. */
  async #linkBack(
    client: KmipClient,
    {flags}: OperationPlan,
    {identifiers, relations}: Pick<Registrations, 'relations'> & {readonly identifiers: readonly string[]},
  ): Promise<void> {
    for (const {from, to, linkType} of relations.filter((relation) => relation.to > relation.from)) {
      const [uniqueIdentifier = '', linkedObjectIdentifier = ''] = [identifiers[from], identifiers[to]]
      const newAttribute = {key: 'Link', index: undefined, value: {linkType, linkedObjectIdentifier}} as const
      await this.call(client, {flags, operation: AddAttribute}, {uniqueIdentifier, newAttribute})
      this.output.success(escapeText(`Linked ${uniqueIdentifier} to ${linkedObjectIdentifier}`))
    }
  }
}
