/** Yields the values of promises in the order in which they settle. */
export async function* asTheySettle<T>(promises: Iterable<Promise<T>>): AsyncGenerator<T> {
  const pending = new Map<number, Promise<{ index: number; value: T }>>()
  for (const [index, promise] of [...promises].entries()) {
    const tagged = promise.then((value) => ({ index, value }))
    // When a consumer stops early nobody is left to hear a later rejection.
    tagged.catch(() => undefined)
    pending.set(index, tagged)
  }
  while (pending.size > 0) {
    const { index, value } = await Promise.race(pending.values())
    pending.delete(index)
    yield value
  }
}
