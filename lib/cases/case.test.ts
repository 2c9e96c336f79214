import { expect, test } from 'vitest'
import { type CaseView, caseChange, noCase } from '#lib/cases/case.ts'

const waiting: CaseView = { state: 'waiting', assigneeId: 'a', nextContactOn: '2026-12-03' }

test.each<[string | null, CaseView, CaseView]>([
  [null, noCase, noCase],
  [null, waiting, { ...waiting }],
  ['state “New”', noCase, { ...noCase, state: 'new' }],
  ['state “Waiting for customer”, assignee, next contact on 2026-12-03', noCase, waiting],
  ['assignee', waiting, { ...waiting, assigneeId: 'b' }],
  ['state “Done”, no assignee, no next contact', waiting, { ...noCase, state: 'done' }],
])('what changed is said as %s', (sentence, before, after) => {
  expect(caseChange(before, after)).toBe(sentence)
})
