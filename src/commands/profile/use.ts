import {Args} from '@oclif/core'
import {ProfileCommand} from '../../cli/profile-command.ts'
import type {NamedProfile} from '../../config/profiles.ts'

export type ProfileUseResult = NamedProfile

export default class ProfileUse extends ProfileCommand<ProfileUseResult> {
  static override summary = 'Use a profile from now on'
  static override examples = ['<%= config.bin %> profile use lab']
  static override args = {name: Args.string({description: 'name of the profile'})}

  async run(): Promise<ProfileUseResult> {
    const {args} = await this.parse(ProfileUse)
    const name = await this.chosenProfile(args.name)
    const profiles = this.profiles()
    await profiles.use(name)
    this.output.success(`Profile ${name} is in use now`)
    return profiles.show(name)
  }
}
