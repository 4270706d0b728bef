/** Of a command, what completion has to know; as oclif's manifest has it. */
export interface CompletedCommand {
  /** With colons, such as `op:create`. */
  readonly id: string
  readonly summary?: string | undefined
  readonly hidden?: boolean | undefined
  readonly flags: Readonly<Record<string, CompletedFlag>>
  readonly args: Readonly<Record<string, {readonly options?: readonly string[] | undefined}>>
}

export interface CompletedFlag {
  readonly type: 'boolean' | 'option'
  readonly char?: string | undefined
  readonly summary?: string | undefined
  readonly allowNo?: boolean | undefined
  readonly hidden?: boolean | undefined
  readonly multiple?: boolean | undefined
  readonly options?: readonly string[] | undefined
  readonly helpValue?: string | readonly string[] | undefined
}

/** What a command line can be completed from. */
export interface Completable {
  readonly commands: readonly CompletedCommand[]
  /** Descriptions of first words, by name with colons. */
  readonly topics: readonly {readonly name: string; readonly description?: string | undefined}[]
  /** What is known of a value besides its options; asked only where one is wanted. */
  readonly values: (place: ValuePlace) => Promise<Completion | undefined>
}

/** Where a value is wanted. */
export interface ValuePlace {
  readonly kind: 'flag' | 'argument'
  /** With colons. */
  readonly command: string
  /** Of the flag without hyphens, or of the argument. */
  readonly name: string
  /** How help texts call the value of a flag, such as `FILE`. */
  readonly helpValue: string
  /** What is there of it already. */
  readonly begun: string
}

/** A word that may stand there, and what it is for. */
export interface Candidate {
  readonly word: string
  readonly description: string
}

export interface Completion {
  readonly candidates: readonly Candidate[]
  /** Names of files may stand there too. */
  readonly files: boolean
  /** Of these files; all when absent. */
  readonly suffixes?: readonly string[] | undefined
}

/** Completes the last of the words behind the program's name; it may be empty. */
export async function complete(words: readonly string[], from: Completable): Promise<Completion> {
  const current = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  if (before.includes('--')) return {candidates: [], files: true}
  const {command, rest} = commandOf(before, from.commands)
  if (command === undefined) return starting(current, nextWords(before, from))
  const waiting = waitingFlag(rest, command)
  if (waiting !== undefined) return valueOf(waiting, {command: command.id, begun: current}, from)
  const assigned = await assignment(current, command, from)
  if (assigned !== undefined) return assigned
  if (current.startsWith('-')) return starting(current, flagWords(command, rest))
  const further = rest.length === 0 ? nextWords(before, from) : []
  const own = await argument(command, rest, {current, from})
  const {candidates} = starting(current, [...further, ...own.candidates])
  return {...own, candidates}
}

/** What may stand as the next argument of a command. */
async function argument(
  command: CompletedCommand,
  rest: readonly string[],
  {current, from}: {readonly current: string; readonly from: Completable},
): Promise<Completion> {
  const all = Object.entries(command.args)
  // Behind the last one, for commands that take any number
  const [name, arg] = all[argumentsIn(rest, command)] ?? all.at(-1) ?? []
  if (name === undefined || arg === undefined) return {candidates: [], files: false}
  if (arg.options !== undefined) return {candidates: arg.options.map(plain), files: false}
  const known = await from.values({kind: 'argument', command: command.id, name, helpValue: '', begun: current})
  return known ?? {candidates: [], files: true}
}

/** How many words are neither flags nor their values. */
function argumentsIn(words: readonly string[], command: CompletedCommand): number {
  return words.filter((word, index) => !word.startsWith('-') && !waitingFlag(words.slice(0, index), command)).length
}

/** The longest command that the words begin with, and the words behind it. */
function commandOf(
  words: readonly string[],
  commands: readonly CompletedCommand[],
): {readonly command: CompletedCommand | undefined; readonly rest: readonly string[]} {
  const names = words.findIndex((word) => word.startsWith('-'))
  const most = names === -1 ? words.length : names
  for (let length = most; length > 0; length--) {
    const id = words.slice(0, length).join(':')
    const command = commands.find((one) => one.id === id)
    if (command !== undefined) return {command, rest: words.slice(length)}
  }
  return {command: undefined, rest: words}
}

/** What may follow these words on the way to a command. */
function nextWords(before: readonly string[], {commands, topics}: Completable): readonly Candidate[] {
  const found = new Map<string, string>()
  for (const {id, summary = '', hidden} of commands) {
    const parts = id.split(':')
    if (hidden === true || parts.length <= before.length) continue
    if (!before.every((word, index) => word === parts[index])) continue
    const word = parts[before.length] ?? ''
    const isCommand = parts.length === before.length + 1
    if (isCommand) found.set(word, summary)
    else if (!found.has(word)) {
      const topic = parts.slice(0, before.length + 1).join(':')
      found.set(word, topics.find(({name}) => name === topic)?.description ?? '')
    }
  }
  return [...found].map(([word, description]) => ({word, description}))
}

type NamedFlag = readonly [name: string, flag: CompletedFlag]

/** The flag whose value the next word is. */
function waitingFlag(words: readonly string[], {flags}: CompletedCommand): NamedFlag | undefined {
  const last = words.at(-1)
  if (last === undefined || !last.startsWith('-') || last.includes('=')) return undefined
  return Object.entries(flags).find(
    ([name, {type, char}]) => type === 'option' && (last === `--${name}` || last === `-${char}`),
  )
}

/** The value of a flag in the same word, as in `--output=j`. */
async function assignment(
  current: string,
  {id: command, flags}: CompletedCommand,
  from: Completable,
): Promise<Completion | undefined> {
  const [, name = '', begun = ''] = /^--([\w-]+)=(.*)$/s.exec(current) ?? []
  const flag = flags[name]
  if (flag === undefined) return undefined
  const {candidates, ...rest} = await valueOf([name, flag], {command, begun}, from)
  return {...rest, candidates: candidates.map((one) => ({...one, word: `--${name}=${one.word}`}))}
}

async function valueOf(
  [name, flag]: NamedFlag,
  {command, begun}: Pick<ValuePlace, 'command' | 'begun'>,
  {values}: Completable,
): Promise<Completion> {
  if (flag.options !== undefined) return starting(begun, flag.options.map(plain))
  const helpValue = String(flag.helpValue ?? '')
  const known = await values({kind: 'flag', command, name, helpValue, begun})
  if (known !== undefined) return {...known, candidates: starting(begun, known.candidates).candidates}
  return {candidates: [], files: /FILE|DIR|PATH/.test(helpValue)}
}

function plain(word: string): Candidate {
  return {word, description: ''}
}

/** Those that are not there yet, unless they may be repeated. */
function flagWords({flags}: CompletedCommand, given: readonly string[]): readonly Candidate[] {
  const present = new Set(given.map((word) => word.replace(/=.*$/s, '')))
  return Object.entries(flags).flatMap(([name, {summary = '', allowNo, hidden, multiple}]) => {
    const isGiven = present.has(`--${name}`) || present.has(`--no-${name}`)
    if (hidden === true || (isGiven && multiple !== true)) return []
    const words = [`--${name}`, ...(allowNo === true ? [`--no-${name}`] : [])]
    return words.map((word) => ({word, description: summary}))
  })
}

function starting(prefix: string, all: readonly Candidate[]): Completion {
  const begun = prefix.toLowerCase()
  const candidates = all.filter(({word}) => word.toLowerCase().startsWith(begun))
  return {candidates: candidates.toSorted((a, b) => (a.word < b.word ? -1 : 1)), files: false}
}
