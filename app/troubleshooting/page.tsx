import type { Metadata } from 'next'
import { PortalShell } from '#app/portal-shell.tsx'
import { CatalogueFilter } from '#app/troubleshooting/catalogue-filter.tsx'
import { FailureEntry } from '#components/troubleshooting/failure-entry.tsx'
import { TextIndex } from '#components/troubleshooting/text-index.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import type { FailureGroup } from '#lib/cloudflare/failure.ts'
import { catalogueByText, failureCatalogue } from '#lib/cloudflare/failure-catalogue.ts'
import { webEnv } from '#lib/env.ts'

export const metadata: Metadata = {
  title: 'Troubleshooting',
  description:
    'What Cloudflare’s refusals mean, and what to do: every reason for which a check does not pass.',
}

const titles: Record<FailureGroup, { id: string; title: string; aside: string }> = {
  credential: { id: 'the-credential', title: 'The credential', aside: 'Token, key and e-mail address.' },
  access: { id: 'ids-and-access', title: 'Ids and access', aside: 'Account, zones and the audit log.' },
  permissions: { id: 'permissions', title: 'Permissions', aside: 'Each of the 13, asked for by itself.' },
  cloudflare: { id: 'cloudflares-side', title: 'Cloudflare’s side', aside: 'Nothing of yours is at fault.' },
}

/** Public and the same for everybody: it knows no customer. Made of the list that the checks themselves speak from. */
export default function TroubleshootingPage() {
  const catalogue = failureCatalogue()
  const texts = catalogueByText(catalogue)
  const supportEmail = webEnv().SUPPORT_EMAIL
  const support = (
    <a href={`mailto:${supportEmail}`} className="link">
      {supportEmail}
    </a>
  )
  return (
    <PortalShell current={null}>
      <PageHeader
        title="Troubleshooting"
        lead="Every reason for which a check does not pass: what it means, and what to do. The checks link here."
      />
      <p className="hidden max-w-read pb-8 text-14 text-muted noscript:block">
        Find what Cloudflare says, or its code, with your browser’s search (Ctrl+F): all of it stands on this
        page.
      </p>
      <CatalogueFilter
        none={
          <p className="max-w-read py-6 text-16">
            Nothing here has all of that. Try its code or fewer words, or write to {support} what Cloudflare
            says, without the token or key.
          </p>
        }
      >
        <nav aria-label="On this page" className="flex flex-wrap gap-x-6 gap-y-1 pb-8 text-14">
          <a href="#by-text" className="link inline-block min-h-6">
            By what Cloudflare says
          </a>
          {catalogue.map(({ group }) => (
            <a key={group} href={`#${titles[group].id}`} className="link inline-block min-h-6">
              {titles[group].title}
            </a>
          ))}
        </nav>
        <div data-group="by-text">
          <Section
            id="by-text"
            title="By what Cloudflare says"
            aside="One text can mean many things; the check knows which, because it knows what it asked. “…” stands for what varies."
          >
            <Disclosure summary={`All ${texts.length} texts, and what each can mean`}>
              <TextIndex texts={texts} />
            </Disclosure>
          </Section>
        </div>
        {catalogue.map(({ group, entries }) => (
          <div key={group} data-group={group}>
            <Section {...titles[group]}>
              <div className="-mt-6">
                {entries.map((entry) => (
                  <FailureEntry key={entry.code} entry={entry} />
                ))}
              </div>
            </Section>
          </div>
        ))}
      </CatalogueFilter>
    </PortalShell>
  )
}
