import { expect, test } from 'vitest'
import { failureCodes, failureOf } from '#lib/cloudflare/failure.ts'
import type { Identified } from '#lib/cloudflare/identify.ts'
import { discoveryProblem } from '#lib/integrations/discovery-problem.ts'

const account = { id: 'a'.repeat(32), name: 'Northwind Bikes' }
const zone = { id: 'b'.repeat(32), name: 'x.example', accountId: account.id, status: null, plan: null }
const found = (differences: Partial<Identified>): Identified => ({
  accounts: [],
  zones: [],
  complete: false,
  failure: null,
  facts: {},
  ...differences,
})

test('nothing is said where everything can be chosen', () => {
  expect(discoveryProblem(found({ accounts: [account], zones: [zone], complete: true }))).toBeNull()
})

test('a refused credential is told in the words of a verification, with what to do', () => {
  const { sentence, step } = failureOf('token_unknown')
  expect(discoveryProblem(found({ failure: 'token_unknown' }))).toEqual({
    kind: 'wrong',
    sentence: sentence({}),
    step: step?.({}),
  })
  const filtered = discoveryProblem(found({ failure: 'ip_filtered', facts: { ip: '203.0.113.7' } }))
  expect(filtered?.sentence).toContain('203.0.113.7')
  expect(filtered?.step).toMatch(/^Add 203\.0\.113\.7 .*, then look again\.$/)
})

test.each(['timeout', 'server_error', 'reset', 'locked_out', 'rate_limited', 'token_spreading'] as const)(
  '%s says nothing about the credential: ids are typed, or it is looked again',
  (failure) => {
    const problem = discoveryProblem(found({ failure }))
    expect(problem?.kind).toBe('unclear')
    expect(problem?.sentence).toBe(failureOf(failure).sentence({}))
    expect(problem?.step).toMatch(/^Enter the Account ID and the Zone ID by hand\. .*again/)
    expect(problem?.step).not.toMatch(/AQUILA (?:also )?tries/)
  },
)

test('a limit says when to look again', () => {
  const step = (facts: Identified['facts']) =>
    discoveryProblem(found({ failure: 'rate_limited', facts }))?.step
  expect(step({ retryAfterSeconds: '30' })).toContain('in 30 seconds.')
  expect(step({})).toContain('in 5 minutes.')
})

test('a token for some zones may not list them: its account is there, the Zone ID is typed, and nothing is wrong', () => {
  expect(discoveryProblem(found({ accounts: [account], failure: 'list_not_allowed' }))).toEqual({
    kind: 'partial',
    sentence: failureOf('list_not_allowed').sentence({}),
    step: 'Enter the Zone ID by hand.',
  })
})

test('no zone at all is told, and a list that broke off too', () => {
  const none = discoveryProblem(found({ accounts: [account], complete: true }))
  expect(none?.sentence).toContain('lists no zone for this credential')
  for (const failure of ['timeout', null] as const) {
    const cut = discoveryProblem(found({ accounts: [account], zones: [zone], failure }))
    expect(cut).toMatchObject({ kind: 'partial', step: 'Type the ids where one is missing.' })
  }
})

test('what lists its accounts is not called unknown, whatever the zones were refused for', () => {
  const problem = discoveryProblem(found({ accounts: [account], failure: 'token_unknown' }))
  expect(problem?.kind).toBe('unclear')
})

test('every failure has a sentence and a step here', () => {
  for (const failure of failureCodes) {
    const problem = discoveryProblem(found({ failure }))
    expect(problem?.sentence, failure).toMatch(/^\p{Lu}.{20,}[.”]$/u)
    expect(problem?.step, failure).toMatch(/\.$/)
  }
})
