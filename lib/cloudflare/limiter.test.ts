import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimiter, type LimiterOptions } from '#lib/cloudflare/limiter.ts'

test('what is below both limits goes at once', async () => {
  const { limiter } = setUp({ perSecond: 3, perKey: 3 })
  await Promise.all([limiter.turn('a'), limiter.turn('b'), limiter.turn('a')])
})

test('no second has more calls than allowed, whoever makes them', async () => {
  const { limiter, run, times } = setUp({ perSecond: 10 })
  for (let call = 0; call < 35; call += 1) ask(limiter, `key ${call % 7}`, times)
  await run()
  expect(times).toHaveLength(35)
  for (const { at } of times) {
    expect(times.filter((other) => other.at > at - 1000 && other.at <= at).length).toBeLessThanOrEqual(10)
  }
  expect(times.at(-1)?.at).toBe(3000)
})

test('one key has no more than its share of five minutes, and others do not wait for it', async () => {
  const { limiter, run, times } = setUp({ perSecond: 1000, perKey: 20 })
  for (let call = 0; call < 50; call += 1) ask(limiter, 'busy', times)
  for (let call = 0; call < 5; call += 1) ask(limiter, 'quiet', times)
  await run()
  const busy = times.filter(({ key }) => key === 'busy').map(({ at }) => at)
  expect([
    busy.filter((at) => at === 0).length,
    busy.filter((at) => at === 300_000).length,
    busy.at(-1),
  ]).toEqual([20, 20, 600_000])
  expect(times.filter(({ key }) => key === 'quiet').every(({ at }) => at === 0)).toBe(true)
})

test('keys take turns while all have to wait', async () => {
  const { limiter, run, times } = setUp({ perSecond: 4 })
  for (let call = 0; call < 20; call += 1) ask(limiter, 'many', times)
  for (let call = 0; call < 2; call += 1) ask(limiter, 'few', times)
  await run()
  // The first four go to whoever came first; from then on every other turn is the newcomer's.
  expect(times.filter(({ key }) => key === 'few').map(({ at }) => at)).toEqual([1000, 1000])
})

test('a call that is given up leaves the line', async () => {
  const { limiter, run, times } = setUp({ perSecond: 1 })
  ask(limiter, 'a', times)
  const stop = new AbortController()
  const given = limiter.turn('b', stop.signal)
  ask(limiter, 'c', times)
  stop.abort(new Error('stopped'))
  await expect(given).rejects.toThrow('stopped')
  await run()
  expect(times.map(({ key, at }) => [key, at])).toEqual([
    ['a', 0],
    ['c', 1000],
  ])
  await expect(limiter.turn('d', stop.signal)).rejects.toThrow('stopped')
})

test('who waits for a moment is not kept until somebody’s five minutes are over', async () => {
  const { limiter, run, times, at } = setUp({ perSecond: 3, perKey: 2 })
  for (let call = 0; call < 3; call += 1) ask(limiter, 'busy', times)
  at(1500, () => {
    for (const key of ['b', 'c', 'd', 'e']) ask(limiter, key, times)
  })
  await run()
  expect(times.find(({ key }) => key === 'e')?.at).toBe(2500)
  expect(times.filter(({ key }) => key === 'busy').map((turn) => turn.at)).toEqual([0, 0, 300_000])
})

/** Calls that come in at some time for some key, and are given up later or never. */
const arrivals = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 6000 }),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    givenUpAfter: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null, freq: 5 }),
  }),
  { minLength: 1, maxLength: 90 },
)
const limits = fc.record({
  perSecond: fc.integer({ min: 1, max: 9 }),
  perKey: fc.integer({ min: 1, max: 30 }),
})

test('whatever comes in: both limits hold, nobody waits without a reason, and nobody is overtaken twice', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, limits, async (calls, { perSecond, perKey }) => {
      const { limiter, run, times, at } = setUp({ perSecond, perKey })
      const waits: { key: string; from: number; to: number; order: number }[] = []
      let givenUp = 0
      for (const { at: from, key, givenUpAfter } of calls) {
        const stop = new AbortController()
        at(from, () => {
          const turn = limiter.turn(key, stop.signal).then(
            () => {
              times.push({ key, at: times.now() })
              waits.push({ key, from, to: times.now(), order: times.length })
            },
            () => {
              givenUp += 1
            },
          )
          void turn
        })
        if (givenUpAfter !== null) at(from + givenUpAfter, () => stop.abort())
      }
      await run()
      expect(times.length + givenUp).toBe(calls.length)
      const within = (from: number, to: number, key?: string) =>
        times.filter((turn) => turn.at > from && turn.at <= to && (key === undefined || turn.key === key))
          .length
      for (const turn of times) {
        expect(within(turn.at - 1000, turn.at)).toBeLessThanOrEqual(perSecond)
        expect(within(turn.at - 300_000, turn.at, turn.key)).toBeLessThanOrEqual(perKey)
      }
      for (const { key, from, to } of waits) {
        if (to - from <= 2) continue
        const isFull = within(to - 1002, to - 2) >= perSecond
        expect(isFull || within(to - 300_002, to - 2, key) >= perKey).toBe(true)
      }
      expectFair(waits, perKey)
    }),
    { numRuns: 500 },
  )
})

/** While a key waits and may go, each other key goes at most once before it. */
function expectFair(waits: { key: string; from: number; to: number; order: number }[], perKey: number): void {
  const ofKey = Map.groupBy(waits, ({ key }) => key)
  for (const own of ofKey.values()) {
    // One that had to wait for its own limit says nothing about the others.
    if (own.length > perKey) continue
    for (const [index, wait] of own.entries()) {
      const since = Math.max(wait.from, own[index - 1]?.to ?? 0)
      const between = waits.filter(
        (other) => other.order < wait.order && other.order > (own[index - 1]?.order ?? 0) && other.to > since,
      )
      for (const others of Map.groupBy(between, ({ key }) => key).values()) {
        expect(others.length).toBeLessThanOrEqual(1)
      }
    }
  }
}

interface Turn {
  key: string
  at: number
}

/** A limiter on a clock that only moves when everything that could go has gone. */
function setUp(options: LimiterOptions) {
  let time = 0
  const queue: { run: () => void; at: number }[] = []
  const limiter = createLimiter({
    ...options,
    now: () => time,
    schedule: (run, ms) => queue.push({ run, at: time + ms }),
  })
  const turns: Turn[] = []
  const times = Object.assign(turns, { now: () => time })
  const run = async () => {
    for (;;) {
      // Lets those whose turn it is note the time.
      await Promise.resolve()
      await new Promise((resolve) => setImmediate(resolve))
      queue.sort((a, b) => a.at - b.at)
      const next = queue.shift()
      if (!next) return
      time = next.at
      next.run()
    }
  }
  const at = (when: number, then: () => void) => queue.push({ run: then, at: when })
  return { limiter, run, times, at }
}

function ask(
  limiter: ReturnType<typeof createLimiter>,
  key: string,
  times: Turn[] & { now: () => number },
): void {
  void limiter.turn(key).then(() => times.push({ key, at: times.now() }))
}
