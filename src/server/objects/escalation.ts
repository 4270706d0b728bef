/**
 * Thrown by a write in a request that was begun as a read: the pipeline begins it anew as a transaction. Most Gets
 * never write, and those that must (the first Get of a fresh key) are known only once the object is read.
 */
export class WriteNeeded extends Error {
  constructor() {
    super('This request must write')
    this.name = 'WriteNeeded'
  }
}
