import { Anchor } from '#components/ui/anchor.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'

/** The text of a bundle, with the ways to take it along. */
export function SupportBundle({
  bundle: { id, at, text },
  integrationId,
  base,
  supportEmail,
}: {
  bundle: { id: string; at: string; text: string }
  integrationId: string
  base: '/integrations' | '/admin/integrations'
  /** Null for staff, who are the support. */
  supportEmail: string | null
}) {
  const mail = new URLSearchParams({ subject: 'AQUILA support bundle', body: id }).toString()
  return (
    <>
      <PageHeader
        title="Support bundle"
        lead={
          <>
            All that support needs to know about{' '}
            <Anchor href={`${base}/${integrationId}/history/${id}`} className="link">
              one verification
            </Anchor>
            , <TimeAgo at={at} />, in one text.
          </>
        }
      />
      <Section id="bundle-id" title="Bundle id" aside="The id of the verification.">
        <div className="grid max-w-read justify-items-start gap-4 text-14">
          <MonoId value={id} name="bundle id" />
          <p>
            {supportEmail
              ? 'The id alone is enough: support finds this very bundle by it.'
              : 'The search in the list of all integrations finds this bundle by its id.'}{' '}
            That it was made now stands in the activity of the integration.
          </p>
          <div className="no-print flex flex-wrap gap-2">
            <a
              href={`/api${base}/${integrationId}/support-bundle?verification=${id}`}
              className={buttonClass('primary')}
              download
            >
              Download
            </a>
            <CopyButton text={{ elementId: 'bundle-text' }} label="Copy" look="secondary" />
            {supportEmail && (
              <a
                href={`mailto:${supportEmail}?${mail.replaceAll('+', '%20')}`}
                className={buttonClass('secondary')}
              >
                Mail the id to support
              </a>
            )}
          </div>
        </div>
      </Section>
      <Section
        id="contents"
        title="What is in it"
        aside="No secret and no record of the audit log. E-mail and IP addresses are masked, save AQUILA’s own."
        wide
      >
        <pre
          id="bundle-text"
          dir="ltr"
          className="rounded-panel bg-sunken p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </pre>
      </Section>
    </>
  )
}
