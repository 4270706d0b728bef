const plain = (text: string): string => text

/** Overrides every colour of the prompts, which ask neither NO_COLOR nor us on all versions of Node. */
export const plainTheme = {
  prefix: {idle: '?', done: '✔'},
  icon: {cursor: '>', checked: '[x]', unchecked: '[ ]'},
  style: {
    answer: plain,
    message: plain,
    error: (text: string) => `> ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    help: plain,
    highlight: plain,
    key: (text: string) => `<${text}>`,
    description: plain,
    disabled: plain,
    keysHelpTip: (keys: [key: string, action: string][]) => keys.map((pair) => pair.join(' ')).join(', '),
  },
}
