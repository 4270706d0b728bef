import {Flags} from '@oclif/core'
import {type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import type {OperationPlan} from '../../cli/client/operation-plan.ts'
import type {Registrations} from '../../cli/registration/read-registrations.ts'
import {RegistrationCommand} from '../../cli/registration/registration-command.ts'
import {withAlgorithmOf} from '../../cli/registration/version-names.ts'
import {wrapWithFlags} from '../../cli/flags/wrap-with-flags.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {objectFlags} from '../../cli/values/object-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {Register} from '../../kmip/operations/register.ts'

export type OpRegisterResult = OperationResult

export default class OpRegister extends RegistrationCommand {
  static override summary = 'Hand a key, a secret or data to the server'
  static override description = [
    'What a file holds is recognised by its content: PEM, DER, JWK, JWK Set, PKCS#12 and OpenPGP say type, algorithm, length and format themselves. Without --file, --data or --data-hex the bytes come from standard input.',
    'A private key and its certificate in a PKCS#12 file become two objects that are linked both ways. With --all the certificates above them are registered too, and all objects of other files that hold several; --name is then that of the key.',
  ].join('\n\n')
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --file server-key.pem --name web --usage sign',
    '<%= config.bin %> <%= command.id %> --file web.p12 --file-password-file web.password --name web',
    '<%= config.bin %> <%= command.id %> --type symmetric --algorithm AES --file payroll.hex --file-encoding hex',
    '<%= config.bin %> <%= command.id %> --type symmetric --algorithm AES --file payroll.key --wrap-with 9a01',
    "pass show database | <%= config.bin %> <%= command.id %> --type secret --name 'database password' --output id",
  ]
  static override flags = {
    output: outputWithIdFlag,
    ...objectFlags,
    all: Flags.boolean({summary: 'All objects of the file, each linked to those that it belongs to'}),
    ...wrapWithFlags,
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  #registrations: Registrations | undefined

  protected async plan() {
    const {flags} = await this.parse(OpRegister)
    const attributes = attributesFrom(flags, new Date())
    const read = await this.readRegistrations(flags, {
      attributes,
      most: flags.all ? 'all' : 'pair',
      doing: 'Registering',
    })
    if (read.leftOut > 0) this.output.note(`${read.leftOut} more in the file, which --all registers too`)
    this.#registrations = read
    const objects = await this.wrapped(
      read.items.map(({object}) => object),
      flags,
    )
    return {
      flags,
      operation: Register,
      requests: read.items.map(({object, attributes: own}, index) => ({
        objectType: object.type,
        attributes: own,
        object: objects[index] ?? object,
        ...protectionStorage(flags),
      })),
      isList: read.items.length > 1,
      ...(flags.algorithm === undefined ? {inVersion: withAlgorithmOf} : {}),
    }
  }

  protected override carryOut(plan: OperationPlan): Promise<OperationResult> {
    const registrations = this.#registrations
    if (registrations === undefined || !plan.isList) return super.carryOut(plan)
    return this.carryOutLinked(plan, registrations)
  }
}
