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
      const next = queue.shift()
      if (!next) return
      time = next.at
      next.run()
    }
  }
  return { limiter, run, times }
}

function ask(
  limiter: ReturnType<typeof createLimiter>,
  key: string,
  times: Turn[] & { now: () => number },
): void {
  void limiter.turn(key).then(() => times.push({ key, at: times.now() }))
}
