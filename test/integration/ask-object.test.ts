import {afterAll, beforeAll, expect, it} from 'vitest'
import {openClient, type OpenedClient} from '../../src/cli/client/open-client.ts'
import {Prompts, type Choice, type Question} from '../../src/cli/prompts/prompts.ts'
import {askObject} from '../../src/cli/questions/object.ts'
import {createServedSandbox, type ServedSandbox} from '../support/served-sandbox.ts'
import {fakeEnvironment} from '../support/environment.ts'

let sandbox: ServedSandbox
let opened: OpenedClient

beforeAll(async () => {
  sandbox = await createServedSandbox()
  opened = await openClient({}, {environment: fakeEnvironment(sandbox.env)})
})

afterAll(async () => {
  await opened.client[Symbol.asyncDispose]()
  await sandbox[Symbol.asyncDispose]()
})

/** Takes the choice of a name, or types. */
class Chooser extends Prompts {
  readonly offered: string[] = []
  readonly #wanted: string

  constructor(wanted: string) {
    super({interactive: true, colour: false})
    this.#wanted = wanted
  }

  override async select<Value>({choices}: Question & {readonly choices: readonly Choice<Value>[]}): Promise<Value> {
    this.offered.push(...choices.map(({name}) => name))
    const chosen = choices.find(({name}) => name.startsWith(this.#wanted))
    if (chosen === undefined) throw new Error('It is not among the choices')
    return chosen.value
  }

  override async text(): Promise<string> {
    return 'typed'
  }
}

const ask = (prompts: Prompts) => askObject(opened.client, {prompts, signal: undefined, waiting: (work) => work()})

it('an object is typed where there is none, and chosen by name, type and state where there are some', async () => {
  expect(await ask(new Chooser('nothing'))).toBe('typed')
  const ids = []
  for (const name of ['payroll', '财务']) {
    ids.push(await sandbox.text(['op', 'create', '--name', name, '--activate', '--output', 'id']))
  }
  const chooser = new Chooser('财务')
  expect(await ask(chooser)).toBe(ids[1])
  expect(chooser.offered.toSorted()).toEqual(
    ['Another one', 'payroll, Symmetric Key, Active', '财务, Symmetric Key, Active'].toSorted(),
  )
  expect(await ask(new Chooser('Another one'))).toBe('typed')
})
