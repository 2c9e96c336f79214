import type { Metadata } from 'next'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { KeyTable } from '#app/admin/keys/key-table.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { Section } from '#components/ui/section.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { findKeys } from '#lib/keys/queries.ts'
import { progressOf } from '#lib/keys/view.ts'

export const metadata: Metadata = { title: 'Keys' }

export default async function KeysPage() {
  const staff = await requireStaff()
  const found = await findKeys(staff)
  const { count, keys, oldestAt } = found
  const { current, sentence } = progressOf(found)
  return (
    <AdminShell current="keys">
      <PageHeader
        title="Keys"
        lead="Which version of the key protects how many of the stored credentials. No key and no credential is on this page."
      />
      <Section id="progress" title="Under the current key">
        <div className="grid max-w-read gap-3">
          <p className="text-16 tabular-nums">{sentence}</p>
          {count > 0 && (
            <ProgressBar
              label="Credentials under the current key"
              value={current}
              max={count}
              said={sentence}
            />
          )}
          {oldestAt && (
            <p className="text-14 text-muted">
              Oldest credential: sealed <TimeAgo at={oldestAt} />.
            </p>
          )}
        </div>
      </Section>
      <Section
        id="versions"
        title="Key versions"
        aside="The website seals with the public half of the current one and cannot open anything. The private key is in the worker only."
        wide
      >
        <KeyTable keys={keys} />
      </Section>
    </AdminShell>
  )
}
