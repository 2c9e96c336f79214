import type { Route } from 'next'
import { HistoryTable } from '#components/history-table.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import type { HistoryPage } from '#lib/integrations/history-view.ts'

/** All verifications of an integration, a page of them at a time. */
export function History({
  page,
  base,
}: {
  page: HistoryPage
  base: '/integrations' | '/admin/integrations'
}) {
  const { integrationId, customerName, accountName, accountId, count, rows, newer, older } = page
  const here = `${base}/${integrationId}/history` as const
  const account = accountName ?? accountId
  return (
    <>
      <PageHeader
        title="History of verifications"
        lead={
          <>
            <Anchor href={`${base}/${integrationId}`} className="link">
              <bdi>{base === '/integrations' ? account : `${customerName}, ${account}`}</bdi>
            </Anchor>
            . Each is compared with the last result before it.
          </>
        }
      />
      <HistoryTable rows={rows} integrationId={integrationId} base={base} />
      <Pagination
        newer={newer === null ? null : (`${here}?before=${newer}` as Route)}
        older={older === null ? null : (`${here}?after=${older}` as Route)}
        count={count === 1 ? '1 verification' : `${count.toLocaleString('en')} verifications`}
      />
    </>
  )
}
