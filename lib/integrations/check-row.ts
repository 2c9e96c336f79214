import { type Check, checkNames, type Evidence, subjectsOf } from '#lib/cloudflare/check.ts'
import { explain, titleOf } from '#lib/cloudflare/explain.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { CheckView } from '#lib/integrations/view.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export const checkColumns = {
  name: true,
  subject: true,
  result: true,
  failure: true,
  facts: true,
  evidence: true,
} satisfies Prisma.CheckSelect

type CheckRow = Prisma.CheckGetPayload<{ select: typeof checkColumns }>

/** A stored check as the value it was. Only the worker writes these columns, from a `Check`. */
export function toCheck(row: CheckRow): Check {
  return {
    name: row.name as Check['name'],
    subject: row.subject,
    result: row.result,
    failure: row.failure as FailureCode | null,
    facts: row.facts as Record<string, string>,
    evidence: row.evidence as unknown as Evidence | null,
  }
}

/**
 * The rows of a checklist in reading order. While the verification runs, each open question has a pending row, so that
 * nothing moves when an answer arrives; once it has finished, only what was asked then is shown.
 */
export function checklist(rows: CheckRow[], zoneIds: string[], isFinished: boolean): CheckView[] {
  const settled = new Map(rows.map((row) => [`${row.name}/${row.subject}`, row]))
  return checkNames.flatMap((name) =>
    subjectsOf(name, zoneIds).flatMap((subject) => {
      const row = settled.get(`${name}/${subject}`)
      if (row) return [explain(toCheck(row))]
      return isFinished ? [] : [pending(name, subject)]
    }),
  )
}

function pending(name: Check['name'], subject: string): CheckView {
  const title = titleOf({ name, subject })
  const open = { sentence: '', cloudflareSays: [], blame: null, anchor: null, nextStep: null, details: null }
  return { name, subject, title, result: 'pending', ...open }
}
