import {Args, Flags} from '@oclif/core'
import {type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {RegistrationCommand} from '../../cli/registration/registration-command.ts'
import {withAlgorithmOf} from '../../cli/registration/version-names.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {objectFlags} from '../../cli/values/object-flags.ts'
import {Import} from '../../kmip/operations/import.ts'
import {KeyWrapType} from '../../kmip/spec/enumerations.ts'
import {inRange} from '../../kmip/spec/version.ts'
import {givenEnumeration} from '../../notation/enumeration-value.ts'

export type OpImportResult = OperationResult

export default class OpImport extends RegistrationCommand {
  static override summary = 'Bring an object with its identifier'
  static override description =
    'Unlike register, it keeps the identifier and every attribute that is given, also those that servers set otherwise. What the file holds is recognised as by register; it must be one object, or --type chooses one.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --type symmetric --algorithm AES --file payroll.key --name payroll',
    "<%= config.bin %> <%= command.id %> 7f3c --type secret --file secret.bin --attribute 'Initial Date=2025-03-01' --replace --yes",
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier'})}
  static override flags = {
    output: outputWithIdFlag,
    replace: Flags.boolean({summary: 'Replace an object with this identifier, whose value is lost then'}),
    yes: yesFlag,
    'wrap-type': Flags.string({
      summary: 'not-wrapped if the server shall unwrap it, as-registered if it shall stay as it is',
      helpValue: 'NAME',
    }),
    ...objectFlags,
    ...attributeFlags,
  }

  protected override get takesPlaceholder() {
    return false
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpImport)
    const attributes = attributesFrom(flags, new Date())
    const {items} = await this.readRegistrations(flags, {attributes, most: 'one', doing: 'Importing'})
    const [{object}] = items
    return planOperation({
      flags,
      operation: Import,
      request: {
        uniqueIdentifier: args.id,
        objectType: object.type,
        replaceExisting: flags.replace,
        keyWrapType: givenEnumeration(KeyWrapType, flags['wrap-type'], '--wrap-type'),
        attributes,
        object,
      },
      question: flags.replace
        ? {message: `Replace object ${args.id}? What it holds now is lost`, yes: flags.yes}
        : undefined,
      inVersion(request, version) {
        const hasType = inRange(Import.request.fields.objectType.range, version)
        const named = flags.algorithm === undefined ? withAlgorithmOf(request, version) : request
        return hasType ? named : {...named, objectType: undefined}
      },
    })
  }
}
