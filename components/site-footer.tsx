export function SiteFooter({ supportEmail }: { supportEmail: string }) {
  return (
    <footer className="mt-16 border-t border-line">
      <div className="page flex flex-wrap justify-between gap-x-12 gap-y-3 py-6 text-14 text-muted">
        <p className="max-w-read">
          AQUILA stores the sealed credential, the ids you enter, the results of each verification and a short
          sample of audit-log records. Disconnecting destroys the credential.
        </p>
        <p>
          Questions:{' '}
          <a href={`mailto:${supportEmail}`} className="link">
            {supportEmail}
          </a>
        </p>
      </div>
    </footer>
  )
}
