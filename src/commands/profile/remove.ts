import {Args} from '@oclif/core'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {ProfileCommand} from '../../cli/profile-command.ts'

export interface ProfileRemoveResult {
  readonly name: string
}

export default class ProfileRemove extends ProfileCommand<ProfileRemoveResult> {
  static override summary = 'Forget a profile'
  static override description = 'The certificate and key files it names stay where they are.'
  static override examples = ['<%= config.bin %> profile remove lab --yes']
  static override args = {name: Args.string({description: 'name of the profile'})}
  static override flags = {yes: yesFlag}

  async run(): Promise<ProfileRemoveResult> {
    const {args, flags} = await this.parse(ProfileRemove)
    const name = await this.chosenProfile(args.name)
    const profiles = this.profiles()
    await profiles.show(name)
    await this.confirm(`Forget profile ${name}?`, flags.yes)
    await profiles.remove(name)
    this.output.success(`Forgot profile ${name}`)
    return {name}
  }
}
