import type { Check, CheckName } from '#lib/cloudflare/check.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import type { Change } from '#lib/integrations/history-view.ts'

/** The same question in two verifications that both got to ask it. */
export interface AskedTwice {
  was: Check
  now: Check
}

/** What Cloudflare told besides yes and no, and tells otherwise now. Only what both of two passed checks know. */
export function factChanges(asked: readonly AskedTwice[]): Change[] {
  return asked.flatMap((pair) => {
    const compare = compares[pair.now.name]
    const isTold = pair.was.result === 'passed' && pair.now.result === 'passed'
    return compare && isTold ? compare(pair.was.facts, pair.now.facts) : []
  })
}

type Compare = (was: Facts, now: Facts) => Change[]

const compares: Partial<Record<CheckName, Compare>> = {
  credential_accepted: (was, now) =>
    moved(
      families[was.family ?? ''],
      families[now.family ?? ''],
      (a, b) => `The token is ${b} now, before ${a}`,
    ),
  status_and_expiry: (was, now) => [...otherToken(was, now), ...expiry(was, now)],
  account: (was, now) =>
    moved(was.accountName, now.accountName, (a, b) => `The account is “${b}” now, before “${a}”`),
  zone: (was, now) => {
    const name = now.zoneName ?? was.zoneName ?? 'The zone'
    return [
      ...moved(was.zoneName, now.zoneName, (a, b) => `Zone ${a} is called ${b} now`),
      ...moved(was.plan, now.plan, (a, b) => `${name} is on the plan “${b}” now, before “${a}”`),
      ...moved(was.status, now.status, (a, b) => `${name} has the status “${b}” now, before “${a}”`),
    ]
  },
  audit_log_readable: (was, now) =>
    moved(
      was.version,
      now.version,
      (a, b) => `The audit log answers with ${b} of Cloudflare’s API now, before ${a}`,
    ),
  permission: (was, now) => {
    if (now.writes && !was.writes)
      return [{ tone: 'worse', text: `The token can write now: “${now.writes}: Write”` }]
    if (was.writes && !now.writes)
      return [{ tone: 'better', text: `The token cannot write any more: “${was.writes}: Write”` }]
    return []
  },
}

const families: Record<string, string> = { user: 'a user token', account: 'an account-owned token' }

/** Says something only when both are known and differ. */
function moved(
  was: string | undefined,
  now: string | undefined,
  say: (was: string, now: string) => string,
): Change[] {
  return was && now && was !== now ? [{ tone: 'other', text: say(was, now) }] : []
}

function otherToken(was: Facts, now: Facts): Change[] {
  return moved(was.tokenId, now.tokenId, () => 'Cloudflare gives the token another id: it is another token')
}

/** To the day: that is how people plan, and how the page says it. */
function expiry(was: Facts, now: Facts): Change[] {
  if (!tellsExpiry(was) || !tellsExpiry(now)) return []
  const [before, after] = [was.expiresOn?.slice(0, 10), now.expiresOn?.slice(0, 10)]
  if (before === after) return []
  if (!before) return [{ tone: 'other', text: `The credential has an expiry date now: ${after}` }]
  if (!after) return [{ tone: 'other', text: `The credential has no expiry date any more, before ${before}` }]
  return [{ tone: 'other', text: `The credential expires on another day: ${before} → ${after}` }]
}

/** A key has no date to tell, and of some tokens Cloudflare does not tell it. */
const tellsExpiry = ({ kind, expiry }: Facts) => kind !== 'global_key' && expiry !== 'unknown'
