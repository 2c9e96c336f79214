import { Anchor } from '#components/ui/anchor.tsx'

export function SiteFooter({ supportEmail }: { supportEmail: string }) {
  return (
    <footer className="mt-16 border-t border-line">
      <div className="page flex flex-wrap justify-between gap-x-12 gap-y-3 py-6 text-14 text-muted">
        <p className="max-w-read">
          AQUILA stores the sealed credential, the ids you enter, the results of each verification and a short
          sample of audit-log records. Disconnecting destroys the credential.
        </p>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <Anchor href="/troubleshooting" className="link inline-block min-h-6">
            Troubleshooting
          </Anchor>
          <span>
            Questions:{' '}
            <a href={`mailto:${supportEmail}`} className="link">
              {supportEmail}
            </a>
          </span>
        </p>
      </div>
    </footer>
  )
}
