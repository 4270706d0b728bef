import {ProfileCommand} from '../../cli/profile-command.ts'
import {profileColumns} from '../../cli/views/profile-view.ts'
import type {NamedProfile} from '../../config/profiles.ts'

export interface ProfileListResult {
  readonly profiles: readonly NamedProfile[]
}

export default class ProfileList extends ProfileCommand<ProfileListResult> {
  static override summary = 'List the profiles'
  static override examples = ['<%= config.bin %> profile list']

  async run(): Promise<ProfileListResult> {
    await this.parse(ProfileList)
    const profiles = await this.profiles().list()
    await this.output.table(profileColumns, profiles, 'There is no profile yet; save one with kmipctl profile add')
    return {profiles}
  }
}
