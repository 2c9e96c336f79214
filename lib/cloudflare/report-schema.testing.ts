import * as z from 'zod'
import { checkNames } from '#lib/cloudflare/check.ts'
import { failureCodes } from '#lib/cloudflare/failure.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'

const time = z.iso.datetime()
const sentence = z.string().regex(/^\p{Lu}.{20,}[.”]$/u)
const permission = z.enum(permissions.map(({ name }) => name))

export const reportedCheck = z.strictObject({
  name: z.enum(checkNames),
  subject: z.string(),
  title: z.string().min(3),
  result: z.enum(['passed', 'failed', 'could_not_tell', 'not_run']),
  failure: z.enum(failureCodes).nullable(),
  sentence,
  nextStep: sentence.nullable(),
  cloudflareSays: z.array(z.string().min(1)),
  endpoint: z
    .string()
    .regex(/^(?:GET|POST) \/[a-z0-9/_]+$/)
    .nullable(),
  status: z.int().min(100).max(599).nullable(),
  codes: z.array(z.union([z.int(), z.string()])),
  cfRay: z.string().nullable(),
  at: time.nullable(),
  ms: z.int().nonnegative().nullable(),
})

export const reportedSource = z.strictObject({
  key: z.string().regex(/^[a-z_]+$/),
  name: z.string().min(3),
  gives: z.string().min(3),
  scope: z.enum(['account', 'zone']),
  state: z.enum(['readable', 'needs_permission', 'not_on_plan', 'could_not_tell']),
  needs: z.string().nullable(),
  note: z.string().nullable(),
})

/** What `docs/verify-report.md` promises, written down a second time. */
export const reportSchema = z.strictObject({
  verdict: z.enum(['connected', 'connected_with_gaps', 'needs_attention', 'unconfirmed']),
  blame: z.array(z.enum(['token', 'key', 'email', 'accountId', 'zoneIds', 'permissions'])),
  missing: z.array(permission),
  unknown: z.array(permission),
  checks: z.array(reportedCheck).min(checkNames.length),
  expiresOn: time.nullable(),
  sample: z.strictObject({ records: z.int().nonnegative(), version: z.enum(['v1', 'v2']) }).nullable(),
  power: z.enum(['global_key', 'can_write', 'read_only_as_far_as_seen']).nullable(),
  logSources: z.array(reportedSource),
})
