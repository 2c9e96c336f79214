import 'server-only'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { webDatabase } from '#lib/db.ts'

/** Counted in Postgres, so that they hold over restarts and for all replicas. */
const limits = {
  /** Sign-in mails to one address, asked for from one network address: nobody can lock another person out with it. */
  signInAddress: { points: 3, duration: 600 },
  /** Sign-in mails to one address from anywhere: only against flooding a mailbox, so it is wide. */
  signInMailbox: { points: 20, duration: 3600 },
  /** Sign-in mails asked for from one network address. */
  signInNetwork: { points: 10, duration: 600 },
  /** Codes typed from one network address. */
  signInCode: { points: 20, duration: 600 },
  /** Verifications started by one customer: new, corrected, replaced or again. */
  verify: { points: 20, duration: 3600 },
  /** Invitations mailed for one customer. */
  invite: { points: 20, duration: 3600 },
  /** The same to one address, first mails and repeated ones: nobody's mailbox is flooded in AQUILA's name. */
  inviteAddress: { points: 3, duration: 86_400 },
  /** Invitations, and staff roles, that one staff member gives out. */
  staffInvite: { points: 60, duration: 3600 },
  /** Verifications, pauses and their ends that one staff member asks for one by one. */
  staffVerify: { points: 60, duration: 600 },
  /** Codes for a step-up that one staff member lets be mailed. */
  stepUp: { points: 5, duration: 600 },
  /** Codes that one staff member types for it. */
  stepUpCode: { points: 20, duration: 600 },
  /** Notes that one staff member writes: each can be a mail to all members of a customer. */
  note: { points: 30, duration: 600 },
  /** Newer audit-log records asked for by one customer: each can be several pages at Cloudflare. */
  refreshSample: { points: 12, duration: 3600 },
  /** Credentials tried out by one person: many pastes for somebody at work, few for somebody with a list of stolen ones. */
  discoverPerson: { points: 30, duration: 600 },
  /** The same for all persons of one customer. */
  discoverCustomer: { points: 60, duration: 600 },
  /** Look-ups of one customer that Cloudflare refused: it may count them by the portal's address, for all customers. */
  discoverRefused: { points: 10, duration: 600 },
  /** Samples with or without personal data that one person lets be shown or downloads. */
  samplePerson: { points: 30, duration: 600 },
  /** The same for all persons of one customer. */
  sampleCustomer: { points: 60, duration: 600 },
  /** Support bundles that one person, member or staff, opens or downloads: to do both counts twice. */
  bundlePerson: { points: 60, duration: 600 },
  /** The same for all members of one customer; never for staff, whom no customer can lock out. */
  bundleCustomer: { points: 120, duration: 600 },
  /** Steps of the wizard that one person goes, back and forth. */
  wizardVisit: { points: 120, duration: 600 },
  /** Downloads of the staff's lists, the activity among them, by one person: each can be a million rows. */
  listPerson: { points: 10, duration: 600 },
  /** Bulk verifications that one staff member starts: each is up to 500 verifications. */
  bulkPerson: { points: 10, duration: 600 },
} as const

export type LimitName = keyof typeof limits

/** The answer to what was asked for too often; nothing of it was done. */
export class TooOften {
  readonly retryAt: Date

  constructor(retryAt: Date) {
    this.retryAt = retryAt
  }

  /** @param nothing What did not happen: "Nothing was shown." */
  sentence(nothing: string): string {
    const minutes = Math.max(1, Math.ceil((this.retryAt.getTime() - Date.now()) / 60_000))
    const time = `${this.retryAt.toISOString().slice(11, 16)} UTC`
    return `Too many tries in a short time. ${nothing} The next one is possible in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, at ${time}.`
  }
}

/** Counts one try against each limit, for the key beside it, up to the first that refuses. Null when it is allowed. */
export async function countTry(counted: [LimitName, string][]): Promise<TooOften | null> {
  for (const [limit, key] of counted) {
    const retryAt = await countAgainst(limit, key)
    if (retryAt) return new TooOften(retryAt)
  }
  return null
}

const limiters = new Map<LimitName, RateLimiterPostgres>()

/** Counts one try. Answers null when it is allowed, else when the next one is. */
export async function countAgainst(limit: LimitName, key: string): Promise<Date | null> {
  try {
    await limiter(limit).consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return new Date(Date.now() + refusal.msBeforeNext)
    throw refusal
  }
}

/** Takes one counted try back that turned out to be none. */
export async function giveBack(limit: LimitName, key: string): Promise<void> {
  await limiter(limit).reward(key)
}

/** How many tries were counted and not taken back, without counting one. */
export async function countedOf(limit: LimitName, key: string): Promise<number> {
  return (await limiter(limit).get(key))?.consumedPoints ?? 0
}

function limiter(name: LimitName): RateLimiterPostgres {
  let found = limiters.get(name)
  if (!found) {
    found = new RateLimiterPostgres({
      storeClient: webDatabase().pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: true,
      keyPrefix: name,
      ...limits[name],
    })
    limiters.set(name, found)
  }
  return found
}
