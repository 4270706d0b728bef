import {Command} from '@oclif/core'

export default class Version extends Command {
  static override summary = 'tmp'
  async run(): Promise<void> {
    this.log(this.config.version)
  }
}
