import {processEnvironment} from '../config/environment.ts'
import {profilesFile} from '../config/paths.ts'
import {Profiles} from '../config/profiles.ts'
import {ConfigError} from '../errors.ts'
import {KmipctlCommand} from './kmip-command.ts'

/** Base of the commands that manage profiles. */
export abstract class ProfileCommand<Result extends object> extends KmipctlCommand<Result> {
  protected profiles(): Profiles {
    return new Profiles(profilesFile(processEnvironment()))
  }

  /** The profile given, or the one chosen on the terminal. */
  protected async chosenProfile(given: string | undefined): Promise<string> {
    if (given !== undefined) return given
    this.prompts.assertPossible('NAME')
    const profiles = await this.profiles().list()
    if (profiles.length === 0) {
      throw new ConfigError('There is no profile yet', {hint: 'Save one with kmipctl profile add'})
    }
    return this.prompts.select({
      setting: 'NAME',
      message: 'Profile',
      choices: profiles.map(({name, current}) => ({name: current ? `${name} (in use)` : name, value: name})),
    })
  }
}
