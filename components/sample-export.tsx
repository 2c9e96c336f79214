import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'

/** A plain form, so that the download works everywhere; whether personal data goes along is chosen each time. */
export function SampleExport({ integrationId }: { integrationId: string }) {
  return (
    <Disclosure summary="Download these records">
      <form
        method="post"
        action={`/api/integrations/${integrationId}/sample`}
        className="grid max-w-read justify-items-start gap-3"
      >
        <p className="text-muted">
          One JSON object per line (NDJSON) with the field names of the Elastic Common Schema, as Elastic,
          Splunk and other tools for logs take them in.
        </p>
        <label className="inline-flex min-h-6 items-center gap-2">
          <input type="checkbox" name="personal" value="yes" className="size-4 accent-accent" />
          With personal data. Otherwise masked.
        </label>
        <Button type="submit">Download</Button>
        <p className="text-muted">The activity will say that you downloaded it, and which of both.</p>
      </form>
    </Disclosure>
  )
}
