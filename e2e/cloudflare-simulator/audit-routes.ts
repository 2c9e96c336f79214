import { type Answer, authenticationError, noRoute, ok, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import { asV1, asV2, eventsOf } from '#e2e/cloudflare-simulator/audit-records.ts'
import type { Quirk } from '#e2e/cloudflare-simulator/credential-type.ts'
import type { RouteRequest } from '#e2e/cloudflare-simulator/routes.ts'
import { accounts } from '#e2e/cloudflare-simulator/world.ts'

/** Version 2: `since` and `before` are required, paging is by an opaque cursor, page numbers are ignored. */
export function auditV2(request: RouteRequest): Answer {
  const { credential, query, id, now } = request
  if (credential.simulated.quirk === 'v1_only') return noRoute()
  const account = readable(request)
  if (!account) return authenticationError()
  const closed: (Quirk | null)[] = ['audit_refuses_account_tokens', 'audit_v2_refuses_account_tokens']
  if (closed.includes(credential.simulated.quirk)) return authenticationError()
  const since = timeOf(query.get('since'))
  const before = timeOf(query.get('before'))
  if (since === null || before === null) {
    return refuse(400, { message: 'since and before are required, as yyyy-mm-dd or RFC 3339' })
  }
  if (since >= before) return refuse(400, { message: 'since must be earlier than before' })
  const direction = query.get('direction') ?? 'desc'
  if (direction !== 'asc' && direction !== 'desc') return refuse(400, { message: 'unknown direction' })
  const limit = Number(query.get('limit') ?? 100)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    return refuse(400, { message: 'limit is from 1 to 1000' })
  }
  if (query.has('product_category')) return refuse(400, { message: 'unknown product_category' })
  const offset = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0)
  const found = eventsOf(account, now, credential).filter(
    ({ time }) => time.getTime() >= since && time.getTime() < before,
  )
  if (direction === 'asc') found.reverse()
  const rows = found.slice(offset, offset + limit)
  const end = offset + rows.length
  const cursor = end < found.length ? Buffer.from(String(end)).toString('base64url') : ''
  // The count is a string here, as Cloudflare's schema has it; others have seen a number, and no cursor at the end.
  const { quirk } = credential.simulated
  const result_info = {
    count: quirk === 'audit_count_is_a_number' ? rows.length : String(rows.length),
    ...(quirk === 'audit_without_cursor' && cursor === '' ? {} : { cursor }),
  }
  return ok(
    rows.map((event, index) => asV2(event, offset + index, { ...account, id })),
    { result_info },
  )
}

/** Version 1: nothing is required, pages are numbered, and there is no `result_info`. */
export function auditV1(request: RouteRequest): Answer {
  const { credential, query, now } = request
  const account = readable(request)
  const isClosed = credential.simulated.quirk === 'audit_refuses_account_tokens'
  if (!account || isClosed) return authenticationError()
  const perPage = Number(query.get('per_page') ?? 100)
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 1000) {
    return refuse(400, { code: 1004, message: 'per_page is from 1 to 1000' })
  }
  const since = timeOf(query.get('since')) ?? Number.NEGATIVE_INFINITY
  const before = timeOf(query.get('before')) ?? Number.POSITIVE_INFINITY
  const page = Number(query.get('page') ?? 1)
  const found = eventsOf(account, now, credential).filter(
    ({ time }) => time.getTime() >= since && time.getTime() < before,
  )
  const rows = found.slice((page - 1) * perPage, page * perPage)
  return ok(rows.map((event, index) => asV1(event, index, account)))
}

/** "Account Settings Read" opens both versions; "Access: Audit Logs Read" opens neither. */
function readable({ credential, id }: RouteRequest) {
  const { accountIds, permissions, status, beginsInDays } = credential.simulated
  const isInForce = status === 'active' && beginsInDays === null
  if (!isInForce || !permissions.includes('Account Settings Read') || !accountIds.includes(id)) return null
  return accounts.find((account) => account.id === id) ?? null
}

function timeOf(text: string | null): number | null {
  const isTime =
    text !== null && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
  return isTime ? Date.parse(text) : null
}
