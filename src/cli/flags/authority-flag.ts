import {Flags} from '@oclif/core'

/** Who issues for a role. */
export const authorityFlag = Flags.string({
  summary: "Certificate authority that issues the role's credentials; default is the server's own",
  description: 'One made with kmipctl ca generate. Imported ones issue nothing.',
  helpValue: 'NAME',
})
