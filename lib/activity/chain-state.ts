import 'server-only'
import { isLateCheck } from '#lib/activity/chain-pace.ts'
import type { ChainState } from '#lib/activity/view.ts'
import type { Tx } from '#lib/database.ts'

interface Row {
  newest: bigint
  reached: bigint | null
  verifiedSeq: bigint | null
  verifiedAt: Date | null
  brokenSeq: bigint | null
  brokenAt: Date | null
}

/** How far the worker has checked the trail, and what it found. */
export async function chainState(tx: Tx): Promise<ChainState> {
  const [row] = await tx.$queryRaw<Row[]>`
    select (select coalesce(max(seq), 0) from activity) as newest, k.seq as reached, k.verified_seq as "verifiedSeq",
      k.verified_at as "verifiedAt", k.broken_seq as "brokenSeq", k.broken_at as "brokenAt"
    from (select) one left join activity_check k on true`
  return {
    newest: Number(row?.newest ?? 0),
    reached: Number(row?.reached ?? 0),
    verified: found(row?.verifiedSeq, row?.verifiedAt),
    isLate: row?.verifiedAt ? isLateCheck(row.verifiedAt, Number(row.newest), new Date()) : false,
    broken: found(row?.brokenSeq, row?.brokenAt),
  }
}

function found(seq: bigint | null | undefined, at: Date | null | undefined) {
  return seq != null && at ? { seq: Number(seq), at: at.toISOString() } : null
}
