export interface Limiter {
  /** Resolves when a call may go out for this key; rejects with the signal's reason when it aborts first. */
  turn(key: string, signal?: AbortSignal): Promise<void>
}

export interface LimiterOptions {
  /** Calls in any one second, of all keys together. */
  perSecond?: number
  /** Calls in any five minutes, of one key. */
  perKey?: number
  now?: () => number
  schedule?: (run: () => void, ms: number) => void
}

/**
 * Keeps a process below Cloudflare's limits: 200 requests a second from one address, and 1,200 in five minutes for one
 * user or account token, over which every call is blocked for the next five minutes (Cloudflare docs, "API limits").
 * We stay well below both: the customer's own tools count too. Waiting keys take turns, so that one with many calls
 * does not hold up the others.
 */
export function createLimiter(options: LimiterOptions = {}): Limiter {
  const { perSecond = 150, perKey = 900, now = performance.now.bind(performance), schedule = later } = options
  const everyone = slidingWindow(perSecond, 1000)
  const keys = new Map<string, Key>()
  let wakesAt = Number.POSITIVE_INFINITY

  const serve = () => {
    const time = now()
    for (let served = true; served; ) {
      served = false
      // One call for each waiting key and round.
      for (const [name, key] of keys) {
        if (everyone.freeAt(time) > time) break
        if (key.waiting.length === 0 || key.window.freeAt(time) > time) continue
        served = true
        everyone.take(time)
        key.window.take(time)
        // To the end of the line: the next round begins with the others.
        keys.delete(name)
        keys.set(name, key)
        key.waiting.shift()?.()
      }
    }
    for (const [name, key] of keys) if (key.waiting.length === 0 && key.window.isIdle(time)) keys.delete(name)
    wakeUp(time)
  }
  const wakeUp = (time: number) => {
    const waiting = [...keys.values()].filter((key) => key.waiting.length > 0)
    if (waiting.length === 0) return
    const next = Math.max(
      everyone.freeAt(time),
      Math.min(...waiting.map(({ window }) => window.freeAt(time))),
    )
    // One who waits for its own five minutes must not set the hour for those who wait for a moment.
    if (next >= wakesAt) return
    wakesAt = next
    schedule(
      () => {
        wakesAt = Number.POSITIVE_INFINITY
        serve()
      },
      Math.max(1, Math.ceil(next - time)),
    )
  }

  return {
    turn: (name, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const key = keys.get(name) ?? { waiting: [], window: slidingWindow(perKey, 300_000) }
        keys.set(name, key)
        const go = () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        }
        const leave = () => {
          key.waiting.splice(key.waiting.indexOf(go), 1)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', leave, { once: true })
        key.waiting.push(go)
        serve()
      }),
  }
}

interface Key {
  waiting: (() => void)[]
  window: SlidingWindow
}

type SlidingWindow = ReturnType<typeof slidingWindow>

function slidingWindow(limit: number, lengthMs: number) {
  let taken: number[] = []
  const prune = (time: number) => {
    if (taken[0] !== undefined && taken[0] <= time - lengthMs) {
      taken = taken.filter((at) => at > time - lengthMs)
    }
  }
  return {
    take: (time: number) => taken.push(time),
    /** When the next call may go: `time` itself or later. */
    freeAt: (time: number) => {
      prune(time)
      const oldest = taken[taken.length - limit]
      return oldest === undefined ? time : oldest + lengthMs
    },
    isIdle: (time: number) => {
      prune(time)
      return taken.length === 0
    },
  }
}

function later(run: () => void, ms: number): void {
  // A waiting call keeps its process alive by itself.
  setTimeout(run, ms)
}
