import {grantableOperations, operationFlagName} from '../../administration/operation-name.ts'
import type {Prompts} from '../prompts/prompts.ts'

/** What a role may do, as words for the grant: `all`, `none`, or the operations chosen from a list. */
export async function askOperations(prompts: Prompts): Promise<readonly string[]> {
  const setting = '--operation, --all or --none'
  const kind = await prompts.select({
    setting,
    message: 'What may the role do?',
    choices: [
      {name: 'Everything', value: 'all', description: 'All operations, those of later versions too'},
      {name: 'Chosen operations', value: 'some', description: 'Pick them from the list of KMIP'},
      {name: 'Nothing', value: 'none', description: 'For now; change it later with kmipctl role update'},
    ],
  })
  if (kind !== 'some') return [kind]
  const names = grantableOperations().map(operationFlagName)
  return prompts.checkbox({setting, message: 'Operations', choices: names.map((name) => ({name, value: name}))})
}
