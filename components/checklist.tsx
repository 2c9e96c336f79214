import type { ReactNode } from 'react'
import { CheckRow } from '#components/check-row.tsx'
import { MissingPermissions } from '#components/missing-permissions.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { missingPermissions } from '#lib/cloudflare/verdict.ts'
import type { CheckView, NextStep } from '#lib/integrations/view.ts'

export type RenderAction = (nextStep: NextStep, check: CheckView) => ReactNode

/**
 * The seven questions of every verification, and below them the permissions. All rows are there from the start and keep their height while answers come in;
 * explanations unfold together once the verification has `settled`.
 */
export function Checklist({
  checks,
  isPresent = true,
  ...shared
}: {
  checks: CheckView[]
  /** Not of an earlier verification, whose gaps may be closed by now. */
  isPresent?: boolean
  settled: boolean
  /** From where AQUILA calls Cloudflare, for a token that lets only some addresses in. */
  egressAddresses: readonly string[]
  renderAction: RenderAction
}) {
  const { settled } = shared
  // One that will not run is no answer, but nothing to wait for either.
  const settledCount = checks.filter((check) => check.result !== 'pending').length
  const asked = checks.filter(({ name }) => name === 'permission')
  // One of them has its button in its row; several have one together.
  const gaps = settled && isPresent ? asked.filter(isToBeAdded) : []
  const rows =
    gaps.length > 1 ? asked.map((check) => (isToBeAdded(check) ? withoutAction(check) : check)) : asked
  const others = checks.filter(({ name }) => name !== 'permission')
  return (
    <div>
      <div className="flex min-h-8 items-center justify-between gap-4 text-14 text-muted">
        <p role="status" className="tabular-nums">
          {summary(checks)}
        </p>
        {!settled && (
          <progress
            aria-label="Checks done"
            max={checks.length}
            value={settledCount}
            className="no-print h-1 w-32 appearance-none overflow-hidden rounded-control bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          />
        )}
      </div>
      <Rows checks={others} heading="h3" {...shared} />
      {asked.length > 0 && (
        <>
          <h3 className="mt-8 text-14">Permissions</h3>
          <p className="pb-3 text-14 text-muted">
            Each is Read, and asked for by a call of its own. One that is missing is a gap: the rest works.
          </p>
          {gaps.length > 1 && <MissingPermissions gaps={gaps} />}
          {settled && asked.every(({ result }) => result === 'not_run') ? (
            // The check that did fail is not to drown in rows that say nothing.
            <Disclosure summary={`None of the ${asked.length} was asked: another check has to pass first`}>
              <Rows checks={asked} heading="h4" {...shared} />
            </Disclosure>
          ) : (
            <Rows checks={rows} heading="h4" {...shared} />
          )}
        </>
      )}
    </div>
  )
}

/** Refused to a token; what the role of a key's owner lacks cannot be added to it. */
function isToBeAdded({ anchor }: CheckView): boolean {
  return anchor === 'permission-missing'
}

function withoutAction(check: CheckView): CheckView {
  return { ...check, nextStep: check.nextStep && { ...check.nextStep, action: null } }
}

function Rows({
  checks,
  ...shared
}: Omit<Parameters<typeof CheckRow>[0], 'check'> & { checks: CheckView[] }) {
  return (
    <ol className="border-t border-line">
      {checks.map((check) => (
        <CheckRow key={`${check.name} ${check.subject}`} check={check} {...shared} />
      ))}
    </ol>
  )
}

function summary(checks: CheckView[]): string {
  if (checks.length === 0) return 'Ended before any check was made'
  const count = (result: CheckView['result']) => checks.filter((check) => check.result === result).length
  const missing = missingPermissions(checks).length
  const failed = count('failed') - missing
  const unsure = count('could_not_tell')
  const notRun = count('not_run')
  const done = checks.length - notRun - count('pending')
  return [
    `${done} of ${checks.length} checks done`,
    failed > 0 && `${failed} failed`,
    missing > 0 && `${missing} ${missing === 1 ? 'permission' : 'permissions'} missing`,
    unsure > 0 && `${unsure} could not tell`,
    notRun > 0 && `${notRun} not run`,
  ]
    .filter(Boolean)
    .join(', ')
}
