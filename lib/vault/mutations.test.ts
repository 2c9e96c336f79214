import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aesProvider, place, token } from '#lib/vault/fixtures.testing.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const provider = aesProvider()
const RUNS = 100_000

/** Where the fields of a local-aes envelope with one block lie. */
const FIELDS = [
  ['version', 0, 1],
  ['suite', 1, 2],
  ['wrapAlg', 2, 3],
  ['kekId', 3, 19],
  ['length', 19, 21],
  ['wrapped DEK', 21, 97],
  ['salt', 97, 129],
  ['commitment', 129, 161],
  ['iv', 161, 173],
  ['ciphertext', 173, 429],
  ['tag', 429, 445],
] as const

test(`none of ${RUNS} changed envelopes opens`, { timeout: 120_000 }, async () => {
  const here = await Promise.all([1, 2, 3].map(() => sealCredential(provider, token, place)))
  const elsewhere = { ...place, customerId: place.credentialId }
  const foreign = await Promise.all([1, 2].map(() => sealCredential(provider, token, elsewhere)))
  const counts: Record<string, number> = {}
  const property = fc.asyncProperty(changed(here, [...here, ...foreign]), async ([kind, bytes]) => {
    fc.pre(!here.some((original) => Buffer.compare(original, bytes) === 0))
    counts[kind] = (counts[kind] ?? 0) + 1
    expect(await outcome(bytes)).toBe('SealError')
  })
  await fc.assert(property, { numRuns: RUNS })
  process.stdout.write(`changed envelopes, 0 opened: ${JSON.stringify(counts)}\n`)
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(RUNS)
})

test('no envelope opens with any single bit flipped', { timeout: 60_000 }, async () => {
  const sealed = await sealCredential(provider, token, place)
  expect(await outcome(sealed)).toBe('opened')
  const outcomes = new Map<string, number>()
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const result = await outcome(flip(sealed, [bit]))
    outcomes.set(result, (outcomes.get(result) ?? 0) + 1)
  }
  expect(Object.fromEntries(outcomes)).toEqual({ SealError: 3_560 })
})

async function outcome(bytes: Uint8Array): Promise<string> {
  return openCredential(provider, bytes, place).then(
    () => 'opened',
    (error: unknown) => (error instanceof SealError ? 'SealError' : `another error: ${error}`),
  )
}

type Changed = [kind: string, bytes: Uint8Array]

function changed(originals: Uint8Array[], donors: Uint8Array[]): fc.Arbitrary<Changed> {
  const original = fc.constantFrom(...originals)
  const donor = fc.constantFrom(...donors)
  const field = fc.constantFrom(...FIELDS)
  const at = fc.nat({ max: 445 })
  const flips = fc
    .tuple(original, fc.uniqueArray(fc.nat({ max: 445 * 8 - 1 }), { minLength: 1, maxLength: 8 }))
    .map(([bytes, bits]): Changed => ['bit flip', flip(bytes, bits)])
  const truncations = fc
    .tuple(original, at)
    .map(([bytes, end]): Changed => ['truncation', bytes.subarray(0, end)])
  const extensions = fc
    .tuple(original, fc.uint8Array({ minLength: 1, maxLength: 300 }))
    .map(([bytes, more]): Changed => ['extension', Buffer.concat([bytes, more])])
  const splices = fc
    .tuple(original, donor, at, at)
    .map(([a, b, i, j]): Changed => ['splice', Buffer.concat([a.subarray(0, i), b.subarray(j)])])
  const cleanSplices = fc
    .tuple(original, donor, at)
    .map(([a, b, i]): Changed => ['splice at one offset', Buffer.concat([a.subarray(0, i), b.subarray(i)])])
  const swaps = fc.tuple(original, donor, field).map(([a, b, [, start, end]]): Changed => {
    return ['field swap', Buffer.concat([a.subarray(0, start), b.subarray(start, end), a.subarray(end)])]
  })
  const replaced = fc
    .tuple(original, field, fc.uint8Array({ minLength: 256, maxLength: 256 }))
    .map(([a, [, start, end], random]): Changed => {
      const middle = random.subarray(0, end - start)
      return ['field replaced', Buffer.concat([a.subarray(0, start), middle, a.subarray(end)])]
    })
  const noise = fc.uint8Array({ maxLength: 600 }).map((bytes): Changed => ['noise', bytes])
  return fc.oneof(flips, truncations, extensions, splices, cleanSplices, swaps, replaced, noise)
}

function flip(bytes: Uint8Array, bits: number[]): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (const bit of bits) copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}
