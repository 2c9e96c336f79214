/** What becomes of an integration that staff help with, by the words of the screen. */
export const caseLabels = { new: 'New', waiting: 'Waiting for customer', done: 'Done' } as const

export type CaseState = keyof typeof caseLabels

export const caseStates = Object.keys(caseLabels) as CaseState[]

/** An integration without a case has none of these. */
export interface CaseView {
  state: CaseState | null
  assigneeId: string | null
  /** A day, "2026-12-03". */
  nextContactOn: string | null
}

export const noCase: CaseView = { state: null, assigneeId: null, nextContactOn: null }

/** What is different, for the sentence of the activity; null for nothing. No names: the customer reads it. */
export function caseChange(before: CaseView, after: CaseView): string | null {
  const parts: string[] = []
  if (before.state !== after.state && after.state) parts.push(`state “${caseLabels[after.state]}”`)
  if (before.assigneeId !== after.assigneeId) parts.push(after.assigneeId ? 'assignee' : 'no assignee')
  if (before.nextContactOn !== after.nextContactOn)
    parts.push(after.nextContactOn ? `next contact on ${after.nextContactOn}` : 'no next contact')
  return parts.length === 0 ? null : parts.join(', ')
}
