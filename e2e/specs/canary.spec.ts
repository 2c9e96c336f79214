import { randomBytes } from 'node:crypto'
import { discoveryWalks } from '#e2e/canary/discovery-walks.ts'
import { memberWalks } from '#e2e/canary/member-walks.ts'
import { collect } from '#e2e/canary/places.ts'
import { plant } from '#e2e/canary/plant.ts'
import { rawWalks } from '#e2e/canary/raw-walks.ts'
import { search, spellings } from '#e2e/canary/search.ts'
import { staffWalks } from '#e2e/canary/staff-walks.ts'
import { createWalker } from '#e2e/canary/walker.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { queueIsIdle } from '#e2e/support/sign-in.ts'

test.use({ recorded: true })

test('a credential sent down every path that exists is found nowhere afterwards', async ({
  portal,
  people,
  guard,
}, info) => {
  test.setTimeout(400_000)
  guard.expectProblem(/Failed to find Server Action|Failed to parse body|action failed|request failed/)
  const walker = createWalker(portal, people)
  const walks = { ...memberWalks, ...staffWalks, ...discoveryWalks, ...rawWalks }
  for (const [name, walk] of Object.entries(walks)) {
    await test.step(name, () => walk(walker))
    await walker.rest()
  }
  expect(walker.needles.length).toBeGreaterThan(20)

  const mark = `Mark${randomBytes(12).toString('hex')}`
  const planted = await plant(walker, people, mark)
  await walker.rest()
  await queueIsIdle(portal)
  const places = await collect(portal, walker.stored)
  const table = Object.entries(places).map(([place, bytes]) => ({
    place,
    parts: bytes.length,
    bytes: bytes.reduce((sum, part) => sum + part.length, 0),
    found: search(bytes, [{ name: 'mark', text: planted[place] ?? mark }]).length,
    hits: search(bytes, walker.needles),
  }))
  const report = [
    `${Object.keys(walks).length} paths, ${walker.needles.length} needles in ${spellings('').length} spellings`,
    ...Object.keys(walks).map((name) => `  walked: ${name}`),
    ...table.map(
      ({ place, parts, bytes, found, hits }) =>
        `  ${place}: ${parts} parts, ${bytes} bytes, mark ${found > 0 ? 'found' : 'NOT FOUND'}, ${hits.length} hits`,
    ),
  ].join('\n')
  await info.attach('canary', { body: report, contentType: 'text/plain' })
  process.stdout.write(`${report}\n`)
  expect(
    table.filter(({ found }) => found === 0).map(({ place }) => place),
    'places where the search is blind',
  ).toEqual([])
  expect(table.flatMap(({ place, hits }) => hits.map((hit) => ({ place, ...hit })))).toEqual([])
})

test('the search finds a needle in every spelling, wherever it begins', ({ browserName: _ }) => {
  const text = randomBytes(30).toString('base64url')
  const bytes = Buffer.from(text)
  const hidden = [
    text,
    [...text].toReversed().join(''),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('hex').replace(/../g, '%$&'),
    ...['', 'a', 'ab', 'abc'].flatMap((before) => [
      Buffer.from(`${before}${text}after`).toString('base64'),
      Buffer.from(`${before}${text}`).toString('base64url'),
    ]),
    Buffer.from(text, 'utf16le').toString('latin1'),
  ]
  for (const spelling of hidden) {
    const haystack = [Buffer.from(`before ${spelling} after`, 'latin1')]
    expect(search(haystack, [{ name: 'needle', text }])).not.toEqual([])
  }
  expect(search([Buffer.from(randomBytes(1000).toString('base64'))], [{ name: 'needle', text }])).toEqual([])
})
