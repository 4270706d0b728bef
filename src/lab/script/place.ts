import {UsageError} from '../../errors.ts'

/** Where in a script something stands; both numbers count from 1. */
export interface Place {
  /** As it was given: a path, or `standard input`. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** `payroll.yaml:12`, as editors and build servers understand it. */
export function placeText({file, line}: Place): string {
  return `${file}:${line}`
}

/** Something in a script is wrong, found before or while it runs. The message begins with file and line. */
export class ScriptError extends UsageError {
  readonly place: Place

  constructor(
    place: Place,
    message: string,
    options: {readonly hint?: string | undefined; readonly cause?: unknown} = {},
  ) {
    super(`${placeText(place)}: ${message}`, options)
    this.place = place
  }
}
