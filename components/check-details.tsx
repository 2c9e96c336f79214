import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { durationText, exactTime } from '#components/ui/time-text.ts'
import type { Evidence } from '#lib/cloudflare/check.ts'

/** What support and Cloudflare need to find this very call again. */
export function CheckDetails({ details }: { details: Evidence }) {
  const { endpoint, status, errors, cfRay, at, durationMs } = details
  return (
    <dl className="grid gap-x-4 gap-y-1 text-12 sm:grid-cols-[5rem_minmax(0,1fr)]">
      <Line name="Endpoint">{endpoint}</Line>
      <Line name="Status">{status ?? 'no answer'}</Line>
      <Line name="Codes">{errors.length === 0 ? 'none' : errors.map(codeText).join('; ')}</Line>
      <Line name="cf-ray">
        {cfRay ?? 'none'}
        {cfRay && <CopyButton text={cfRay} label="Copy cf-ray" />}
      </Line>
      <Line name="Time">{exactTime(new Date(at))}</Line>
      <Line name="Took">{durationText(durationMs)}</Line>
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 font-mono wrap-anywhere max-sm:mb-1">{children}</dd>
    </>
  )
}

function codeText({ code, message, chained }: Evidence['errors'][number]): string {
  return `${chained ? 'caused by ' : ''}${code ?? 'no code'} ${message}`
}
