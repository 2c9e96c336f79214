import { CopyButton } from '#components/ui/copy-button.tsx'
import { durationText, exactTime } from '#components/ui/time-text.ts'
import type { Evidence } from '#lib/cloudflare/check.ts'

/** What support and Cloudflare need to find this very call again, line by line or all at once. */
export function CheckDetails({ title, details }: { title: string; details: Evidence }) {
  const { endpoint, status, errors, cfRay, at, durationMs } = details
  const lines: [string, string][] = [
    ['Endpoint', endpoint],
    ['Status', String(status ?? 'no answer')],
    ['Codes', errors.length === 0 ? 'none' : errors.map(codeText).join('; ')],
    ['cf-ray', cfRay ?? 'none'],
    ['Time', exactTime(new Date(at))],
    ['Took', durationText(durationMs)],
  ]
  const whole = [title, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n')
  return (
    <div className="grid gap-1 text-12">
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[5rem_minmax(0,1fr)]">
        {lines.map(([name, value]) => (
          <Line key={name} name={name} value={value} />
        ))}
      </dl>
      <p>
        <CopyButton text={whole} label={`Copy all details of ${title}`} word="Copy all" />
      </p>
    </div>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 font-mono wrap-anywhere max-sm:mb-1">
        {value}
        {name === 'cf-ray' && value !== 'none' && <CopyButton text={value} label="Copy cf-ray" />}
      </dd>
    </>
  )
}

function codeText({ code, message, chained }: Evidence['errors'][number]): string {
  return `${chained ? 'caused by ' : ''}${code ?? 'no code'} ${message}`
}
