import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { asTheySettle } from '#lib/cloudflare/as-they-settle.ts'
import { inBatches } from '#worker/in-batches.ts'

test('what came while a list was dealt with is the next list', async () => {
  const calls = ['a', 'b', 'c', 'd'].map(() => defer())
  const settle = (...letters: string[]) => {
    for (const letter of letters) calls['abcd'.indexOf(letter)]?.settle(letter)
  }
  settle('a')
  const batches: string[][] = []
  for await (const batch of inBatches(asTheySettle(calls.map(({ promise }) => promise)))) {
    batches.push(batch)
    if (batch[0] === 'a') settle('b', 'c')
    await setImmediate()
    if (batch[0] === 'b') settle('d')
  }
  expect(batches).toEqual([['a'], ['b', 'c'], ['d']])
})

test('an error comes after what was yielded before it', async () => {
  async function* broken() {
    yield 1
    yield 2
    throw new Error('upstream')
  }
  const batches: number[][] = []
  const reading = (async () => {
    for await (const batch of inBatches(broken())) {
      batches.push(batch)
      await setImmediate()
    }
  })()
  await expect(reading).rejects.toThrow('upstream')
  expect(batches).toEqual([[1, 2]])
})

test('whoever stops early stops the source', async () => {
  let stopped = false
  async function* endless() {
    try {
      for (let n = 0; ; n += 1) {
        await setImmediate()
        yield n
      }
    } finally {
      stopped = true
    }
  }
  for await (const batch of inBatches(endless())) {
    expect(batch[0]).toBe(0)
    break
  }
  expect(stopped).toBe(true)
})

test('a source without anything has no list', async () => {
  const batches = inBatches(asTheySettle<number>([]))
  expect((await batches.next()).done).toBe(true)
})

function defer() {
  let settle: (value: string) => void = () => {}
  const promise = new Promise<string>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}
