/** Rung when an asynchronous request has been stored, heard by whoever runs them in this process. */
export class JobBell {
  #listener: () => void = () => undefined

  onRing(listener: () => void): void {
    this.#listener = listener
  }

  ring(): void {
    this.#listener()
  }
}
