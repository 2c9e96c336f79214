import { buttonClass } from '#components/ui/button-class.ts'
import { PageHeader } from '#components/ui/page-header.tsx'

/** In the place of a bundle that another page or a browser's foresight asked for: to show it is an act that is recorded. */
export function UnaskedBundle({
  integrationId,
  verificationId,
  base,
}: {
  integrationId: string
  verificationId: string | null
  base: '/integrations' | '/admin/integrations'
}) {
  const query = verificationId === null ? '' : `?${new URLSearchParams({ verification: verificationId })}`
  return (
    <PageHeader
      title="Support bundle"
      lead="A link from elsewhere led here. Nothing was shown or recorded yet; to show the bundle will stand in the activity of the integration."
      action={
        // Not the router's link: the page is here already, and has to be asked for anew.
        <a
          href={`${base}/${encodeURIComponent(integrationId)}/support-bundle${query}`}
          className={buttonClass('primary')}
        >
          Show the bundle
        </a>
      }
    />
  )
}
