// What stands in the manual, page by page.
import {bold, entry, escape, heading, italic, literal, prose, subheading, title} from './roff.mjs'

const bin = 'kmipctl'

/** Groups of flags that most commands have: they stand in the main page. */
const shared = {
  GLOBAL: 'Flags of every command',
  CONNECTION: 'Flags of commands that talk to a server',
  STORE: "Flags of commands that work on the server's store",
}

/** All pages by file name. */
export function manualPages({commands, version, description, topics}) {
  const visible = commands.filter(({hidden}) => hidden !== true)
  const head = {version, description: 'kmipctl manual'}
  const groups = Map.groupBy ? Map.groupBy(visible, topOf) : groupBy(visible, topOf)
  const pages = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map([
    [`${bin}.1`, mainPage({visible, pages, topics, head, description})],
    ...pages.map(([top, members]) => [`${bin}-${top}.1`, topicPage(top, {members, topics, head})]),
  ])
}

const topOf = ({id}) => id.split(':')[0]

function groupBy(items, keyOf) {
  const groups = new Map()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

function mainPage({visible, pages, topics, head, description}) {
  return page([
    title(bin, head),
    heading('Name'),
    `${escape(bin)} \\- ${escape(lowered(description))}`,
    heading('Synopsis'),
    `.B ${bin}\n.I COMMAND\n[ARGUMENT...] [FLAGS]`,
    heading('Commands'),
    ...pages.map(([top, members]) => entry(`${bold(`${bin}-${top}`)}(1)`, summaryOf(top, members, topics))),
    ...Object.entries(shared).flatMap(([group, text]) => sharedFlags(visible, group, text)),
    heading('Environment'),
    prose(
      'Settings come from a flag, then the environment (KMIPCTL_SERVER, KMIPCTL_CERT, KMIPCTL_KEY, KMIPCTL_KEY_PASSWORD, KMIPCTL_CA, KMIPCTL_PROFILE, KMIPCTL_DATA_DIR, KMIPCTL_STORE, KMIPCTL_TIMEOUT), then the profile, then a default. NO_COLOR turns colours off.',
    ),
    heading('Files'),
    entry(italic('$XDG_CONFIG_HOME/kmipctl/profiles.json'), 'Profiles; ~/.config where the variable is not set.'),
    entry(italic('$XDG_DATA_HOME/kmipctl'), "The server's data; ~/.local/share where the variable is not set."),
    entry(
      italic('$XDG_STATE_HOME/kmipctl/shell-history'),
      'What was typed in kmipctl shell; ~/.local/state where the variable is not set.',
    ),
    heading('Exit status'),
    ...exitStatuses.map(([status, text]) => entry(bold(status), text)),
  ])
}

const exitStatuses = [
  ['0', 'Done.'],
  ['1', 'Something unexpected.'],
  ['2', 'Wrong usage or configuration.'],
  ['3', 'The server cannot be reached, or TLS was refused.'],
  ['4', 'The server refused the operation.'],
  ['5', 'Malformed data.'],
  ['6', 'A check failed.'],
  ['130', 'Interrupted.'],
]

function sharedFlags(visible, group, text) {
  const flags = new Map()
  for (const command of visible) {
    // Each command may have flags of its own in the group: what most have is shared
    for (const flag of flagsOf(command, group))
      if (!flags.has(flag.name) && isShared(visible, flag)) flags.set(flag.name, flag)
  }
  return [heading(text), ...[...flags.values()].map(flagEntry)]
}

function isShared(visible, {name, helpGroup}) {
  return visible.filter(({flags}) => flags[name]?.helpGroup === helpGroup).length > 10
}

function topicPage(top, {members, topics, head}) {
  const name = `${bin}-${top}`
  const [only] = members
  const single = members.length === 1 && only.id === top
  return page([
    title(name, head),
    heading('Name'),
    `${escape(name)} \\- ${escape(lowered(summaryOf(top, members, topics)))}`,
    heading('Synopsis'),
    members
      .map((command) => `.br\n${synopsis(command)}`)
      .join('\n')
      .replace(/^\.br\n/, ''),
    ...(single
      ? [heading('Description'), ...body(only)]
      : [heading('Commands'), ...members.flatMap((one) => [subheading(words(one)), ...body(one)])]),
    heading('See also'),
    `.BR ${bin} (1),\nwhich has the flags that many commands share`,
  ])
}

function body(command) {
  const own = Object.values(command.flags).filter(
    ({hidden, helpGroup}) => hidden !== true && !(helpGroup !== undefined && helpGroup in shared),
  )
  const args = Object.values(command.args).filter(({hidden}) => hidden !== true)
  return [
    prose(sentence(command.summary ?? '')),
    ...(command.description === undefined ? [] : [prose(command.description)]),
    ...args.map((arg) => entry(italic(arg.name.toUpperCase()), sentence(arg.description ?? ''))),
    ...own.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(flagEntry),
    ...examples(command),
  ]
}

function examples({id, examples: all = []}) {
  if (all.length === 0) return []
  const commands = all.map((one) => (typeof one === 'string' ? one : one.command))
  const filled = commands.map((text) =>
    text.replaceAll('<%= config.bin %>', bin).replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
  )
  return ['.PP', escape(filled.length === 1 ? 'Example:' : 'Examples:'), literal(filled)]
}

function flagEntry(flag) {
  const {name, char, allowNo, type, helpValue, options, multiple, summary = '', description, env} = flag
  const long = `\\-\\-${allowNo ? '[no\\-]' : ''}${escape(name)}`
  const value = type === 'option' ? `=${italic(valueOf({helpValue, options}))}${multiple ? '...' : ''}` : ''
  const short = char === undefined ? '' : `\\fB\\-${char}\\fR, `
  const more = [description, env === undefined ? undefined : `Environment: ${env}.`].filter(
    (text) => text !== undefined,
  )
  const usual =
    typeof flag.default === 'string' || typeof flag.default === 'number' ? ` [default: ${flag.default}]` : ''
  return entry(`${short}\\fB${long}\\fR${value}`, [sentence(summary + usual), ...more].join('\n'))
}

function valueOf({helpValue, options}) {
  if (helpValue !== undefined) return String(helpValue)
  return options === undefined ? 'VALUE' : options.join('|')
}

function synopsis(command) {
  const args = Object.values(command.args)
    .filter(({hidden}) => hidden !== true)
    .map(({name, required}) => (required === true ? italic(name.toUpperCase()) : `[${italic(name.toUpperCase())}]`))
  return [bold(`${bin} ${words(command)}`), ...args, '[FLAGS]'].join(' ')
}

function flagsOf({flags}, group) {
  return Object.values(flags).filter(({hidden, helpGroup}) => hidden !== true && helpGroup === group)
}

function summaryOf(top, members, topics) {
  const own = members.find(({id}) => id === top)?.summary
  return topics[top]?.description ?? own ?? members[0].summary
}

const words = ({id}) => id.replaceAll(':', ' ')
const sentence = (text) => (text === '' || /[.\]]$/.test(text) ? text : `${text}.`)
const lowered = (text) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

function page(parts) {
  return `${parts.join('\n')}\n`
}
