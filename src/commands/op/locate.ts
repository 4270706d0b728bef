import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {parseMask} from '../../notation/mask-value.ts'
import {Locate} from '../../kmip/operations/locate.ts'
import {ObjectType, State} from '../../kmip/spec/enumerations.ts'
import {StorageStatusMask} from '../../kmip/spec/masks.ts'

export type OpLocateResult = OperationResult

const groupMembers = {fresh: 'GroupMemberFresh', default: 'GroupMemberDefault'} as const

export default class OpLocate extends OperationCommand {
  static override summary = 'Find objects by their attributes'
  static override description =
    'All conditions must hold. A date that is given twice is a range; usages are those that an object must have at least.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name payroll --output id',
    '<%= config.bin %> <%= command.id %> --type symmetric-key --state active --algorithm AES --max 10',
    "<%= config.bin %> <%= command.id %> --attribute 'Initial Date=-7d' --attribute 'Initial Date=now'",
  ]
  static override flags = {
    output: outputWithIdFlag,
    type: Flags.string({summary: 'Object type, such as symmetric-key or secret-data', helpValue: 'NAME'}),
    state: Flags.string({summary: 'State, such as pre-active or active', helpValue: 'NAME'}),
    ...attributeFlags,
    'group-member': Flags.option({
      summary: 'Of the groups, what no client got yet, or the default',
      options: ['fresh', 'default'] as const,
    })(),
    storage: Flags.string({
      summary: 'Where to look: on-line, archival, destroyed, between commas',
      helpValue: 'NAMES',
    }),
    max: Flags.integer({summary: 'Most objects to find', helpValue: 'NUMBER', min: 0}),
    offset: Flags.integer({summary: 'Objects to leave out at the beginning', helpValue: 'NUMBER', min: 0}),
  }

  protected async plan() {
    const {flags} = await this.parse(OpLocate)
    const attributes = attributesFrom(flags, new Date())
    if (flags.type !== undefined) attributes.set('ObjectType', parseEnumeration(ObjectType, flags.type, '--type'))
    if (flags.state !== undefined) attributes.set('State', parseEnumeration(State, flags.state, '--state'))
    const {storage, 'group-member': member} = flags
    return planOperation({
      flags,
      operation: Locate,
      request: {
        maximumItems: flags.max,
        offsetItems: flags.offset,
        storageStatusMask: storage === undefined ? undefined : parseMask(StorageStatusMask, storage, '--storage'),
        objectGroupMember: member === undefined ? undefined : groupMembers[member],
        attributes: attributes.size === 0 ? undefined : attributes,
      },
    })
  }
}
