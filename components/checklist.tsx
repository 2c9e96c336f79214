import type { ReactNode } from 'react'
import { CheckRow } from '#components/check-row.tsx'
import type { CheckView, NextStep } from '#lib/integrations/view.ts'

export type RenderAction = (nextStep: NextStep, check: CheckView) => ReactNode

/**
 * All rows are there from the start and keep their height while answers come in;
 * explanations unfold together once the verification has `settled`.
 */
export function Checklist({
  checks,
  settled,
  renderAction,
}: {
  checks: CheckView[]
  settled: boolean
  renderAction: RenderAction
}) {
  const done = checks.filter((check) => check.result !== 'pending').length
  return (
    <div>
      <div className="flex min-h-8 items-center justify-between gap-4 text-14 text-muted">
        <p role="status" className="tabular-nums">
          {summary(checks, done)}
        </p>
        {!settled && (
          <progress
            aria-label="Checks done"
            max={checks.length}
            value={done}
            className="no-print h-1 w-32 appearance-none overflow-hidden rounded-control bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          />
        )}
      </div>
      <ol className="border-t border-line">
        {checks.map((check) => (
          <CheckRow
            key={`${check.name} ${check.subject}`}
            check={check}
            settled={settled}
            renderAction={renderAction}
          />
        ))}
      </ol>
    </div>
  )
}

function summary(checks: CheckView[], done: number): string {
  const progress = `${done} of ${checks.length} checks done`
  const failed = checks.filter((check) => check.result === 'failed').length
  const unsure = checks.filter((check) => check.result === 'could_not_tell').length
  return [progress, failed > 0 && `${failed} failed`, unsure > 0 && `${unsure} could not tell`]
    .filter(Boolean)
    .join(', ')
}
