import { type CaseState, caseLabels } from '#lib/cases/case.ts'
import { type CheckName, checkNames } from '#lib/cloudflare/check.ts'
import { titleOf } from '#lib/cloudflare/explain.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import type { ExpiryWindow, ListFilter, OptionalColumn, Sort } from '#lib/listing/filter.ts'
import type { ListedState } from '#lib/listing/view.ts'

type Options<Value extends string> = readonly (readonly [Value | '', string])[]

export const stateWords: Record<ListedState, string> = {
  verifying: 'Verifying',
  connected: 'Connected',
  connected_with_gaps: 'Connected with gaps',
  needs_attention: 'Needs attention',
  unconfirmed: 'Not confirmed yet',
  disconnected: 'Disconnected',
}

const columnWords: Record<OptionalColumn, string> = {
  account: 'Account',
  zones: 'Zones',
  credential: 'Credential',
  problem: 'What is wrong',
  missing: 'Missing permissions',
  expires: 'Expires',
  verified: 'Last verified',
  assignee: 'Assignee',
  case: 'Case',
}

export const columnOptions = Object.entries(columnWords) as [OptionalColumn, string][]

export const stateOptions = options<ListedState>('Any', stateWords)
export const caseOptions = options<CaseState | 'none'>('Any', { ...caseLabels, none: 'No case' })
export const methodOptions = options('Any', { api_token: 'API token', global_key: 'Global API Key' })
export const pausedOptions: Options<'yes'> = [
  ['', 'Any'],
  ['yes', 'Paused only'],
]
export const expiryOptions: Options<ExpiryWindow> = [
  ['', 'Any'],
  ['expired', 'Expired'],
  ['7', 'Within 7 days'],
  ['30', 'Within 30 days'],
  ['90', 'Within 90 days'],
  ['none', 'No end date'],
]
export const sortOptions: readonly (readonly [Sort, string])[] = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['customer', 'Customer, A to Z'],
  ['expiry', 'Expires soonest'],
  ['verified', 'Verified longest ago'],
]
export const sinceOptions: Options<string> = [
  ['', 'Any'],
  ['1', 'Over 1 day'],
  ['7', 'Over 7 days'],
  ['30', 'Over 30 days'],
]
export const checkOptions: Options<CheckName> = [
  ['', 'Any'],
  ...checkNames
    .filter((name) => name !== 'permission')
    .map((name) => [name, titleOf({ name, subject: '' })] as const),
]
export const permissionOptions: Options<string> = [
  ['', 'Any'],
  ...permissions.map(({ key, name }) => [key, name] as const),
]

/** What is filtered, as clauses for the empty state: "state: Needs attention". */
export function conditionsOf(filter: ListFilter): string[] {
  const { state, check, permission, method, expiry, customer, assignee, paused, since } = filter
  const word = (options: Options<string>, value: string) =>
    options.find(([known]) => known === value)?.[1] ?? value
  return [
    state && `state “${stateWords[state]}”`,
    check && `failing check “${word(checkOptions, check)}”`,
    permission && `missing permission “${word(permissionOptions, permission)}”`,
    method && `method “${word(methodOptions, method)}”`,
    expiry && `expiry “${word(expiryOptions, expiry)}”`,
    customer && 'the customer',
    assignee && 'the assignee',
    filter.case && `case “${word(caseOptions, filter.case)}”`,
    paused && 'paused only',
    since !== null && `in this state for over ${since} ${since === 1 ? 'day' : 'days'}`,
  ].filter((clause): clause is string => typeof clause === 'string')
}

function options<Value extends string>(any: string, words: Record<Value, string>): Options<Value> {
  return [['', any], ...(Object.entries(words) as [Value, string][])]
}
