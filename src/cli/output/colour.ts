/** The part of an output stream that decides how to write to it. */
export interface Terminal {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export interface ColourSettings {
  /** `--no-color`. */
  readonly noColour: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Colours go to terminals that can show them, unless `--no-color` or NO_COLOR (https://no-color.org) says otherwise. */
export function wantsColour(stream: Terminal, {noColour, environment}: ColourSettings): boolean {
  const isRefused = noColour || (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb'
  return stream.isTTY === true && !isRefused
}
