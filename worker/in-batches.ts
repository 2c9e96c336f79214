import 'server-only'
import { setImmediate } from 'node:timers/promises'

/**
 * What a source yields, in lists: each list is all that is there without waiting, so a consumer that is slower than
 * the source does the work of several at once. An error comes after what was yielded before it; whoever stops early
 * stops the source.
 */
export async function* inBatches<T>(source: AsyncIterable<T>): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]()
  const step = () => {
    const next = iterator.next()
    // It may fail while the consumer is busy; it is heard when its turn comes.
    next.catch(() => undefined)
    return next
  }
  try {
    let next = step()
    for (let first = await next; !first.done; first = await next) {
      const batch = [first.value]
      next = step()
      const over = setImmediate(null)
      for (let more = await Promise.race([next.catch(() => null), over]); more && !more.done; ) {
        batch.push(more.value)
        next = step()
        more = await Promise.race([next.catch(() => null), over])
      }
      yield batch
    }
  } finally {
    await iterator.return?.()
  }
}
