/** Who reads a note, and whether it is mailed. The keys are what a form sends. */
export const noteKinds = {
  internal: 'AQUILA’s staff only',
  page: 'The customer, on the integration’s page',
  mail: 'The customer, on the page and by mail to all its members',
} as const

export type NoteKind = keyof typeof noteKinds

/** Where the mail of a note leads: the step that the customer is to do. `path` is below the integration's page. */
export const noteSteps = {
  integration: { label: 'The integration and its checks', path: '' },
  replace: { label: 'Enter another credential', path: '/replace' },
  correct: { label: 'Correct Account ID or Zone ID', path: '/correct' },
  history: { label: 'The history of verifications', path: '/history' },
} as const

export type NoteStep = keyof typeof noteSteps

/** The longest note. */
export const noteLength = 4000
