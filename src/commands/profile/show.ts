import {Args} from '@oclif/core'
import {ProfileCommand} from '../../cli/profile-command.ts'
import {profileFacts} from '../../cli/views/profile-view.ts'
import type {NamedProfile} from '../../config/profiles.ts'

export type ProfileShowResult = NamedProfile

export default class ProfileShow extends ProfileCommand<ProfileShowResult> {
  static override summary = 'Show a profile, the one in use unless named'
  static override examples = ['<%= config.bin %> profile show', '<%= config.bin %> profile show lab --json']
  static override args = {name: Args.string({description: 'name of the profile'})}

  async run(): Promise<ProfileShowResult> {
    const {args} = await this.parse(ProfileShow)
    const profile = await this.profiles().show(args.name)
    this.output.keyValues(profileFacts(profile))
    return profile
  }
}
