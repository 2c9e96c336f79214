import { Fragment, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { exactTime } from '#components/ui/time-text.ts'
import type { RecordView } from '#lib/cloudflare/audit-view.ts'

/** Every value of a record in full, and the record as Cloudflare sent it. A popover of the browser's own: no script needed. */
export function SampleRecord({ record }: { record: RecordView }) {
  const id = useId()
  const title = `${id}-title`
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="link min-h-6 cursor-pointer justify-self-start no-underline hover:underline"
      >
        Details<span className="sr-only"> of {record.action}</span>
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={title}
        className="m-auto max-h-[85dvh] w-[min(46rem,calc(100vw-2rem))] overflow-y-auto rounded-panel border border-line bg-surface p-6 text-14 wrap-anywhere whitespace-normal text-ink backdrop:bg-ground/75"
      >
        <div className="grid gap-4">
          <div className="flex items-baseline justify-between gap-4">
            <h4 id={title} className="text-16 font-strong">
              <bdi dir="auto">{record.action}</bdi>
            </h4>
            <Button look="quiet" popoverTarget={id} popoverTargetAction="hide">
              Close
            </Button>
          </div>
          <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1">
            {valuesOf(record).map(([name, value]) => (
              <Fragment key={name}>
                <dt className="text-muted">{name}</dt>
                <dd dir="auto" className="text-left">
                  {value}
                </dd>
              </Fragment>
            ))}
          </dl>
          <Raw json={record.raw} />
        </div>
      </div>
    </>
  )
}

function Raw({ json }: { json: string | null }) {
  if (json === null)
    return <p className="text-muted">The record was too large to be kept as Cloudflare sent it.</p>
  return (
    <div className="grid gap-1">
      <p className="text-muted">As Cloudflare sent it</p>
      <pre
        dir="ltr"
        className="rounded-control bg-sunken p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap"
      >
        {JSON.stringify(JSON.parse(json), null, 2)}
      </pre>
    </div>
  )
}

/** Those that the record has. */
function valuesOf(record: RecordView): [string, string][] {
  const values: [string, string | null][] = [
    ['Time', exactTime(new Date(record.time))],
    ['Kind', record.category],
    ['Product', record.product],
    ['Resource', record.resource],
    ['Resource ID', record.resourceId],
    ['Who', record.actor],
    ['Acting as', record.by],
    ['IP address', record.ip],
    ['Zone', record.zone],
    ['Result', record.result],
  ]
  return values.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
}
