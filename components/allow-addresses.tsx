import { CopyButton } from '#components/ui/copy-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { isAmong } from '#lib/address-range.ts'

/** What belongs into the token's filter: the address that Cloudflare saw, and all from which AQUILA calls. */
export function AllowAddresses({ seen, own }: { seen: string | null; own: readonly string[] }) {
  const isUnlisted = seen !== null && !isAmong(seen, own)
  const wanted = [...(isUnlisted ? [seen] : []), ...own]
  return (
    <div className="grid max-w-read gap-2 text-14">
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {seen !== null && (
          <>
            <dt className="text-muted">Cloudflare saw</dt>
            <dd>
              <MonoId value={seen} name={seen} />
            </dd>
          </>
        )}
        {own.length > 0 && (
          <>
            <dt className="text-muted">AQUILA calls from</dt>
            <dd className="grid justify-items-start">
              {own.map((address) => (
                <MonoId key={address} value={address} name={address} />
              ))}
            </dd>
          </>
        )}
      </dl>
      {isUnlisted && (
        <p>
          {own.length > 0
            ? `${seen} is not among the addresses that AQUILA is set up to call from. Allow it as well, and tell support: one of the two is wrong.`
            : 'AQUILA may call from other addresses as well; support can name them.'}
        </p>
      )}
      {wanted.length > 1 && (
        <p>
          <CopyButton text={wanted.join('\n')} label="Copy all addresses" word="Copy all" />
        </p>
      )}
    </div>
  )
}
