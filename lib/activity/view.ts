/** One record of the portal's trail, for the staff who look through it. */
export interface ActivityRecord {
  seq: string
  /** To the microsecond, in the very spelling that its hash covers; null for a time that is none. */
  at: string | null
  /** An address, or "AQUILA". */
  actor: string
  actorId: string | null
  action: string
  sentence: string
  /** The address of the person that it was done to; null when it was about nobody. */
  about: string | null
  customer: { id: string; name: string } | null
  integrationId: string | null
  /** As JSON; null when it has none. */
  details: string | null
  /** In hex. */
  hash: string
}

/** How far the worker has checked the trail. */
export interface ChainState {
  newest: number
  /** The last record that the pass under way has come to. */
  reached: number
  /** The last whole pass without a fault: the record that was the newest then, and when it ended. */
  verified: { seq: number; at: string } | null
  /** That pass is longer ago than the next one can take: the worker does not check any more. */
  isLate: boolean
  /** The first record that is wrong or missing, and when that was found. */
  broken: { seq: number; at: string } | null
}
