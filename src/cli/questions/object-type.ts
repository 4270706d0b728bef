import type {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {Prompts} from '../prompts/prompts.ts'

/** What bytes are that do not tell it, as a word for `--type`; of a key the algorithm too, which is set. */
export async function askType(prompts: Pick<Prompts, 'select'>, attributes: AttributeSet): Promise<string> {
  const type = await prompts.select({
    setting: '--type',
    message: 'What are these bytes?',
    choices: [
      {name: 'A symmetric key', value: 'symmetric'},
      {name: 'A secret, such as a password', value: 'secret'},
      {name: 'Other data', value: 'opaque'},
    ],
  })
  if (type === 'symmetric' && !attributes.has('CryptographicAlgorithm')) {
    const algorithms = ['AES', 'Camellia', 'ChaCha20', 'HMAC_SHA256', 'HMAC_SHA512'] as const
    const choices = algorithms.map((value) => ({name: value.replace('_', '-'), value}))
    attributes.set(
      'CryptographicAlgorithm',
      await prompts.select({setting: '--algorithm', message: 'Algorithm', choices}),
    )
  }
  return type
}
