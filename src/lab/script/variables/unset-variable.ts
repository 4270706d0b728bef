import {UsageError} from '../../../errors.ts'

/** A step refers to a variable that has no value, because what would have given it one did not run. */
export class UnsetVariable extends UsageError {
  readonly variable: string

  constructor(variable: string, hint?: string) {
    super(`Variable ${variable} has no value`, {hint})
    this.variable = variable
  }
}
