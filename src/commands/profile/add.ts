import {Args, Flags} from '@oclif/core'
import {profileFlags, profileOf} from '../../cli/flags/profile-flags.ts'
import {ProfileCommand} from '../../cli/profile-command.ts'
import type {NamedProfile} from '../../config/profiles.ts'
import {parseAddress} from '../../transport/address.ts'

export type ProfileAddResult = NamedProfile

export default class ProfileAdd extends ProfileCommand<ProfileAddResult> {
  static override summary = 'Save where and as whom the client talks'
  static override description =
    'Passwords are not saved, only the files that hold them. The first profile is in use at once; flags and environment variables win over it.'
  static override examples = [
    '<%= config.bin %> profile add lab --server kmip.example.com --ca ./ca.pem --cert ./cert.pem --key ./key.pem',
    '<%= config.bin %> profile add lab --server localhost:5696 --ca ./ca.pem --cert ./bundle.pem --replace --use',
  ]
  static override args = {name: Args.string({description: 'name of the profile'})}
  static override flags = {
    ...profileFlags,
    use: Flags.boolean({summary: 'Use it from now on'}),
    replace: Flags.boolean({summary: 'Overwrite a profile of this name'}),
  }

  async run(): Promise<ProfileAddResult> {
    const {args, flags} = await this.parse(ProfileAdd)
    const name = args.name ?? (await this.prompts.text({setting: 'NAME', message: 'Name of the profile'}))
    const server = flags.server ?? (await this.#askServer())
    const {use, replace} = flags
    const profiles = this.profiles()
    await profiles.add(name, profileOf({...flags, server}), {use, replace, workingDirectory: process.cwd()})
    const saved = await profiles.show(name)
    this.output.success(`Saved profile ${name}${saved.current ? ', which is in use now' : ''}`)
    return saved
  }

  #askServer(): Promise<string> {
    const check = (text: string) => void parseAddress(text)
    return this.prompts.text({setting: '--server', message: 'Server (host:port)', default: 'localhost:5696', check})
  }
}
