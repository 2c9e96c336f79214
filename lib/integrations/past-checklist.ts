import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { failureCodes } from '#lib/cloudflare/failure.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import type { CheckView } from '#lib/integrations/view.ts'

/** The checks of a past verification in reading order: whatever was asked then, of whatever zones. */
export function pastChecklist(checks: readonly Check[]): CheckView[] {
  return inReadingOrder(checks).map(explainStored)
}

/** By question, and among the permissions as the dashboard has them; zones stay as they came. */
export function inReadingOrder(checks: readonly Check[]): Check[] {
  const keys: readonly string[] = permissions.map(({ key }) => key)
  const known = checks.filter(({ name }) => checkNames.includes(name))
  const place = ({ name, subject }: Check) => checkNames.indexOf(name) * 100 + keys.indexOf(subject)
  return known.toSorted((a, b) => place(a) - place(b))
}

/** A reason that this version has no words for (another one wrote it) is shown as what it is, and takes no page down. */
function explainStored(check: Check): CheckView {
  const { failure } = check
  if (failure === null || failureCodes.includes(failure)) return explain(check)
  const view = explain({ ...check, failure: 'depends_on_other' })
  const sentence = `Another version of the portal kept the reason “${failure}”, for which this one has no words.`
  return { ...view, sentence, anchor: null }
}
