import {TtlvError} from './error.ts'

/** The same error seen from the structure around it: `label` goes in front of its path. Other errors pass unchanged. */
export function withinItem(error: unknown, label: string): unknown {
  if (!(error instanceof TtlvError)) return error
  const {message, hint, cause, offset, path} = error
  return new TtlvError(message, {hint, cause: cause ?? error, offset, path: [label, ...path]})
}
