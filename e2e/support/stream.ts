/** An event stream of an integration, read as the browser of its page would read it. */
export interface Stream {
  /** Everything that has arrived so far. */
  text(): string
  /** Settles when the stream holds this. Rejects when it ends before. */
  holds(piece: string): Promise<void>
  /** Settles when the portal has ended the stream, with the time of that (performance.now()). */
  ended: Promise<number>
  close(): void
}

/** Opens the stream with somebody's cookie; it is open when its first event has come. */
export async function openStream(url: string, cookie: string): Promise<Stream> {
  const stop = new AbortController()
  const answer = await fetch(url, { headers: { Cookie: cookie }, signal: stop.signal })
  let text = ''
  let over = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const part of answer.body ?? []) {
      text += decoder.decode(part, { stream: true })
      wake()
    }
  }
  const ended = read()
    .then(
      () => performance.now(),
      // Only what the test itself closes breaks off.
      () => Number.POSITIVE_INFINITY,
    )
    .then((at) => {
      over = true
      wake()
      return at
    })
  const holds = (piece: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!over && !text.includes(piece)) return
        waiting.delete(look)
        if (text.includes(piece)) resolve()
        else reject(new Error('The stream has ended before.'))
      }
      waiting.add(look)
      look()
    })
  await holds('data: ')
  return { text: () => text, holds, ended, close: () => stop.abort() }
}
