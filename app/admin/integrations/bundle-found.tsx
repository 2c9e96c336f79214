import { Anchor } from '#components/ui/anchor.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isUuid } from '#lib/is-uuid.ts'

/** Who looks for a bundle's id finds its integration in the list, and here the way to that very bundle. */
export function BundleFound({ search, rows }: { search: string | null; rows: { id: string }[] }) {
  const id = search?.toLowerCase() ?? ''
  const [row] = rows
  if (!row || !isUuid(id) || id === row.id) return null
  return (
    <div className="mb-4 max-w-read">
      <Notice tone="info" title="This is the id of a support bundle">
        <p>
          It was made of one verification of the integration below.{' '}
          <Anchor href={`/admin/integrations/${row.id}/support-bundle?verification=${id}`} className="link">
            Open the bundle
          </Anchor>
        </p>
      </Notice>
    </div>
  )
}
