import { CloudflareSaid } from '#components/troubleshooting/cloudflare-said.tsx'
import { ExternalLink } from '#components/ui/external-link.tsx'
import type { CatalogueEntry } from '#lib/cloudflare/failure-catalogue.ts'

/** Everything about one failure, always in full: nothing folded that a link or a search could miss. */
export function FailureEntry({ entry }: { entry: CatalogueEntry }) {
  const { anchor, title, says, sentence, step, links, button, meaning, help } = entry
  return (
    <article
      id={anchor}
      data-says={says.map(({ text }) => text).join('\n')}
      data-codes={says.map(({ code }) => code ?? '').join(' ')}
      className="-mx-4 grid gap-3 border-b border-line px-4 py-6 target:bg-accent-soft"
    >
      <h3 className="text-16">
        <a href={`#${anchor}`} className="hover:underline">
          {title}
        </a>
      </h3>
      <p className="max-w-read text-14">{sentence}</p>
      {says.length > 0 && (
        <ul aria-label="Cloudflare says" className="grid max-w-read gap-1 text-14 text-muted">
          {says.map((said) => (
            <li key={`${said.code} ${said.text}`}>
              <CloudflareSaid said={said} />
            </li>
          ))}
        </ul>
      )}
      <dl className="grid max-w-read gap-x-4 gap-y-2 text-14 sm:grid-cols-[7rem_minmax(0,1fr)]">
        {step && (
          <>
            <dt className="text-faint">What to do</dt>
            <dd className="grid justify-items-start gap-1">
              {step}
              {button && (
                <span className="text-muted">
                  On the integration’s page: <b className="font-strong text-ink">{button}</b>.
                </span>
              )}
              {links.map(({ label, href }) => (
                <ExternalLink key={href} href={href}>
                  {label}
                </ExternalLink>
              ))}
            </dd>
          </>
        )}
        <dt className="text-faint">Until then</dt>
        <dd>{meaning}</dd>
        {help && (
          <>
            <dt className="text-faint">Background</dt>
            <dd className="text-muted">{help}</dd>
          </>
        )}
      </dl>
    </article>
  )
}
