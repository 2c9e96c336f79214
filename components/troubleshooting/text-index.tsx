import { CloudflareSaid } from '#components/troubleshooting/cloudflare-said.tsx'
import type { TextEntry } from '#lib/cloudflare/failure-catalogue.ts'

/** From what Cloudflare said to what it can be: many of its texts mean more than one thing. */
export function TextIndex({ texts }: { texts: readonly TextEntry[] }) {
  return (
    <ul className="border-t border-line text-14">
      {texts.map((said) => (
        <li
          key={`${said.code} ${said.text}`}
          data-says={said.text}
          data-codes={said.code ?? ''}
          className="grid gap-x-8 gap-y-2 border-b border-line py-3 lg:grid-cols-2"
        >
          <CloudflareSaid said={said} />
          <ul className="grid content-start gap-1 max-lg:pl-21">
            {said.means.map(({ anchor, title }) => (
              <li key={anchor}>
                <a href={`#${anchor}`} className="link inline-block min-h-6">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
