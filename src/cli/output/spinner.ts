const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const frameMilliseconds = 80
/** Shorter work shows nothing. */
const patienceMilliseconds = 1000
const clearLine = '\r\u001B[2K'

/** Where the spinner turns; `isTTY` false turns it off. */
export interface SpinnerStream {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

/** Says on the terminal what takes so long, once it has taken a second, and wipes it afterwards. */
export async function withSpinner<T>(stream: SpinnerStream, label: string, work: () => Promise<T>): Promise<T> {
  if (stream.isTTY !== true) return work()
  let turns = 0
  let isShown = false
  const timer = setInterval(() => {
    turns++
    const elapsed = turns * frameMilliseconds
    if (elapsed < patienceMilliseconds) return
    isShown = true
    stream.write(`${clearLine}${frames[turns % frames.length]} ${label} (${Math.floor(elapsed / 1000)} s)`)
  }, frameMilliseconds)
  // The work keeps the process alive, the spinner does not
  timer.unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    if (isShown) stream.write(clearLine)
  }
}
