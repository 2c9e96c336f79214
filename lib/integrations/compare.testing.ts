import type { Check, Evidence } from '#lib/cloudflare/check.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { compareVerifications } from '#lib/integrations/compare-verifications.ts'

export const zoneA = 'a'.repeat(32)
export const zoneB = 'b'.repeat(32)

export const evidence = (code: number | string | null = null, cfRay = 'ray'): Evidence => ({
  endpoint: 'GET /somewhere',
  status: code === null ? 200 : 403,
  errors: code === null ? [] : [{ code, message: 'no', chained: false }],
  cfRay,
  at: '2026-11-22T14:02:07.000Z',
  durationMs: 142,
})

/** A whole verification in which everything passed. */
export function whole(zoneIds = [zoneA]): Check[] {
  const ok = evidence()
  return [
    question('reached_cloudflare').passed(ok),
    question('credential_accepted').passed(ok, { family: 'user' }),
    question('status_and_expiry').passed(ok, { tokenId: 't1', expiresOn: '2027-01-12T10:00:00Z' }),
    question('account').passed(ok, { accountName: 'Northwind Bikes' }),
    ...zoneIds.map((id) =>
      question('zone', id).passed(ok, { zoneName: `${id[0]}.example`, plan: 'free', status: 'active' }),
    ),
    ...zoneIds.map((id) =>
      question('zone_belongs_to_account', id).passed(ok, { zoneName: `${id[0]}.example` }),
    ),
    question('audit_log_readable').passed(ok, { version: 'v2', records: '25' }),
    ...permissions.map(({ key }) => question('permission', key).passed(ok, { permission: key })),
  ]
}

/** The same with other answers in some places. */
export function but(...others: Check[]): Check[] {
  return whole().map(
    (check) => others.find(({ name, subject }) => name === check.name && subject === check.subject) ?? check,
  )
}

export const missing = (key: string, code: number | string = 10000) =>
  question('permission', key).failed('permission_missing', evidence(code))
export const log = {
  failed: (failure: FailureCode, code: number | string = 10000) =>
    question('audit_log_readable').failed(failure, evidence(code)),
  passed: question('audit_log_readable').passed(evidence(), { version: 'v2', records: '3' }),
}
export const status = (facts: Record<string, string>) =>
  question('status_and_expiry').passed(evidence(), facts)
export const texts = (before: Check[], after: Check[]) =>
  compareVerifications(before, after).map(({ text }) => text)
