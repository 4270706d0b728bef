/** Key material that is not what its format says; why, without a byte of it. */
export class MalformedKey extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MalformedKey'
  }
}
