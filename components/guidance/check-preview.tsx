import { permissions } from '#lib/cloudflare/permissions.ts'

const questions = [
  { title: 'Cloudflare reached', text: 'does its API answer AQUILA?' },
  { title: 'Credential accepted', text: 'does Cloudflare know it?' },
  { title: 'Status and expiry', text: 'is it active, and until when?' },
  { title: 'Account', text: 'can it see the account you named?' },
  { title: 'Zone', text: 'can it see the zone?' },
  { title: 'Zone belongs to the account', text: 'do both ids fit together?' },
  { title: 'Audit log readable', text: 'do its records come back?' },
]

/** The checks of a verification, before there is one. */
export function CheckPreview() {
  return (
    <div className="grid gap-4">
      <ol className="grid gap-x-10 border-t border-line text-14 [counter-reset:check] sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-4">
        {questions.map(({ title, text }) => (
          <li
            key={title}
            className="flex gap-3 border-b border-line py-2.5 [counter-increment:check] before:w-3 before:shrink-0 before:text-right before:text-faint before:tabular-nums before:content-[counter(check)]"
          >
            <p>
              <b>{title}</b> <span className="text-muted">{text}</span>
            </p>
          </li>
        ))}
      </ol>
      <p className="max-w-read text-14 text-muted">
        Then a call of its own for each of the {permissions.length} permissions:{' '}
        {permissions.map(({ name }) => name).join(' · ')}. One that is missing is named, with what AQUILA will
        not see without it; the rest works.
      </p>
    </div>
  )
}
