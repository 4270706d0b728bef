/** Who runs asynchronous requests in this process. */
export interface JobAttendant {
  /** Looks for work. */
  wake(): void
  /** Resolves when the request is finished, by whichever process; fails when it cannot be finished now. */
  finish(scopeId: string, jobId: string): Promise<void>
}

/** How the pipeline reaches whoever runs asynchronous requests. */
export class JobBell {
  #attendant: JobAttendant | undefined

  attend(attendant: JobAttendant): void {
    this.#attendant = attendant
  }

  /** An asynchronous request has been stored. */
  ring(): void {
    this.#attendant?.wake()
  }

  /** Fails when nobody attends, or as the attendant does. */
  async finish(scopeId: string, jobId: string): Promise<void> {
    if (this.#attendant === undefined) throw new Error('Nobody runs asynchronous requests in this process')
    await this.#attendant.finish(scopeId, jobId)
  }
}
