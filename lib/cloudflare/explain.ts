import type { Check } from '#lib/cloudflare/check.ts'
import { anchorOf, failureOf } from '#lib/cloudflare/failure.ts'
import { type Facts, type Failure, openAccountTokens, openTokens } from '#lib/cloudflare/failure-type.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import type { CheckView, NextStep } from '#lib/integrations/view.ts'

/** Turns a settled check into what a screen shows: its name, one sentence, Cloudflare's words, the next step. */
export function explain(check: Check): CheckView {
  const { name, subject, result, facts, evidence } = check
  const failure = check.failure === null ? null : failureOf(check.failure)
  const errors = evidence?.errors ?? []
  const named: Facts = facts
  return {
    name,
    subject,
    title: titleOf(check),
    result,
    sentence: failure === null ? passedSentence[name](facts) : failure.sentence(facts),
    cloudflareSays:
      result === 'passed' ? [] : [...new Set(errors.map((e) => e.message).filter((m) => m !== ''))],
    blame: failure?.blame ?? null,
    anchor: check.failure === null ? null : anchorOf(check.failure),
    nextStep: failure === null ? null : nextStep(failure, facts),
    offer: null,
    addressFilter: check.failure === 'ip_filtered' ? { seen: named.ip ?? null } : null,
    details: evidence === null ? null : { ...evidence },
  }
}

/** The name of a check's row; also of one that is still pending, before anything is known. */
export function titleOf(check: Pick<Check, 'name' | 'subject'> & { facts?: Facts }): string {
  const zone = check.facts?.zoneName || check.subject
  if (check.name === 'zone' && zone) return `Zone ${zone}`
  if (check.name === 'zone_belongs_to_account' && zone) return `Zone ${zone} belongs to the account`
  const permission = check.name === 'permission' ? permissionOf(check.subject) : undefined
  return permission ? `${permission.name}: Read` : titles[check.name]
}

const titles: Record<Check['name'], string> = {
  reached_cloudflare: 'Cloudflare reached',
  credential_accepted: 'Credential accepted',
  status_and_expiry: 'Status and expiry',
  account: 'Account',
  zone: 'Zone',
  zone_belongs_to_account: 'Zone belongs to the account',
  audit_log_readable: 'Audit log readable',
  permission: 'Permission',
}

const passedSentence: Record<Check['name'], (facts: Facts) => string> = {
  reached_cloudflare: () => 'Cloudflare’s API answered AQUILA.',
  credential_accepted: (facts) => {
    if (facts.provenBy)
      return 'Cloudflare accepted this credential: it does not confirm it by name, but lets AQUILA read with it.'
    if (facts.family === 'account') return 'Cloudflare accepted this token as an account-owned token.'
    if (facts.family === 'user') return 'Cloudflare accepted this token as a user token.'
    return 'Cloudflare accepted this Global API Key together with the e-mail address.'
  },
  status_and_expiry: (facts) => {
    if (facts.kind === 'global_key')
      return 'The key works. Cloudflare gives no expiry date for a Global API Key.'
    if (facts.expiry === 'unknown')
      return 'The token works now. Cloudflare does not tell AQUILA when it expires.'
    if (!facts.expiresOn) return 'The token is active and has no expiry date.'
    return `The token is active and expires on ${facts.expiresOn.slice(0, 10)}, in ${days(facts.expiresInDays)}.`
  },
  account: (facts) => {
    if (facts.accountName) return `The credential can see the account “${facts.accountName}”.`
    if (facts.provenBy) return 'The credential reads data of this account, so it can see it.'
    return 'The credential can see the account.'
  },
  zone: (facts) => {
    const plan = facts.plan ? ` It is on the plan “${facts.plan}”.` : ''
    const off = facts.status && facts.status !== 'active'
    const status = off ? ` Cloudflare gives it the status “${facts.status}”.` : ''
    return `The credential can see ${facts.zoneName || 'the zone'}.${plan}${status}`
  },
  zone_belongs_to_account: (facts) =>
    `The zone${facts.zoneName ? ` ${facts.zoneName}` : ''} belongs to this account.`,
  audit_log_readable: (facts) => {
    if (facts.records === '0')
      return 'AQUILA can read the audit log. It has no records of the last 30 days; new ones will appear here.'
    // Version 2 knows more, so it is asked first.
    const version = facts.version === 'v1' ? ' Only version 1 of it answered.' : ''
    return `AQUILA can read the audit log and has read its ${recent(facts.records)}.${version}`
  },
  permission: (facts) => {
    const name = permissionOf(facts.permission)?.name ?? 'This permission'
    if (facts.note === 'limited')
      return 'The token reads the zone entered, but may not list all zones of the account: it is limited to some zones.'
    if (facts.ambiguousWith)
      return `AQUILA can read what “${name}: Read” opens. “${facts.ambiguousWith}: Read” opens the same, so which of the two the token has cannot be told.`
    if (facts.writes && facts.kind !== 'global_key')
      return `The token has “${facts.writes}: Write”, which opens this as well. AQUILA needs no more than “${name}: Read”.`
    if (facts.kind === 'global_key')
      return `The role of this key’s owner lets AQUILA read what “${name}: Read” opens.`
    if (facts.note === 'nothing_configured')
      return `The token may read what “${name}: Read” opens. Nothing is set up there yet.`
    if (facts.note === 'plan_limits')
      return `The token has “${name}: Read”. The plan limits how much one question may ask for.`
    if (facts.writes)
      return `The token has “${name}: Read”. It can also change what it reads there, which AQUILA does not need.`
    return `The token has “${name}: Read”.`
  },
}

function nextStep(failure: Failure, facts: Facts): NextStep | null {
  if (failure.step === null) return null
  // An account-owned token is not in the list of its creator.
  const isElsewhere = failure.action === openTokens && facts.family === 'account'
  return { text: failure.step(facts), action: isElsewhere ? openAccountTokens : failure.action }
}

function days(count: string | undefined): string {
  if (count === '0') return 'less than a day'
  return count === '1' ? '1 day' : `${count ?? 'some'} days`
}

function recent(count: string | undefined): string {
  if (count === undefined) return 'most recent records'
  return count === '1' ? 'most recent record' : `${count} most recent records`
}
