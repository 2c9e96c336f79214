import type { Route } from 'next'
import type { ReactNode } from 'react'
import { ExpiryBadge } from '#components/credential-badges.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import type { Power } from '#lib/cloudflare/power.ts'
import type { CredentialView, IntegrationView } from '#lib/integrations/view.ts'

/** `kekId` is for staff only: the version of the key that protects the credential. */
export function IntegrationSummary({
  integration,
  kekId = null,
}: {
  integration: IntegrationView
  kekId?: string | null
}) {
  const { accountId, accountName, zones, credential, lastVerifiedAt, power, writes } = integration
  return (
    <dl className="grid gap-x-6 gap-y-1 text-14 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <Line name="Account">
        <Named name={accountName} id={accountId} kind="Account ID" />
      </Line>
      <Line name={zones.length === 1 ? 'Zone' : 'Zones'}>
        {zones.map((zone) => (
          <Named key={zone.zoneId} name={zone.name} id={zone.zoneId} kind="Zone ID" />
        ))}
      </Line>
      {credential ? (
        <CredentialLines
          credential={credential}
          power={power}
          writes={writes}
          isProven={lastVerifiedAt !== null}
          kekId={kekId}
        />
      ) : (
        <Line name="Credential">Destroyed</Line>
      )}
      <Line name="Last verified">{lastVerifiedAt ? <TimeAgo at={lastVerifiedAt} /> : 'Not yet'}</Line>
    </dl>
  )
}

function CredentialLines({
  credential,
  power,
  writes,
  isProven,
  kekId,
}: {
  credential: CredentialView
  /** A verification has passed: what Cloudflare did not say then, there is not. */
  isProven: boolean
  kekId: string | null
} & Pick<IntegrationView, 'power' | 'writes'>) {
  const { kind, mask, version, email, expiresOn } = credential
  return (
    <>
      <Line name="Method">{kind === 'api_token' ? 'API token' : 'Global API Key (legacy)'}</Line>
      {email && (
        <Line name="Auth Email">
          <bdi className="wrap-anywhere">{email}</bdi>
        </Line>
      )}
      <Line name="Credential">
        <code dir="ltr" className="font-mono">
          {mask}
        </code>
        <span className="text-faint"> version {version}</span>
      </Line>
      {kekId && (
        <Line name="Key">
          <Anchor href={'/admin/keys' as Route} className="link">
            <code dir="ltr" className="font-mono break-all">
              {kekId}
            </code>
          </Anchor>
        </Line>
      )}
      <Line name="Can change">{power === null ? 'Not known yet' : canChange(power, writes)}</Line>
      <Line name="Expires">
        {expiresOn ? (
          <span className="flex flex-wrap gap-x-3">
            <TimeAgo at={expiresOn} />
            <ExpiryBadge expiresOn={expiresOn} />
          </span>
        ) : isProven ? (
          'No end date set'
        ) : (
          'Not known yet'
        )}
      </Line>
    </>
  )
}

/** Only what was seen: that a token cannot write does not show without writing. */
function canChange(power: Power, writes: readonly string[]): string {
  if (power === 'global_key') return 'Everything its owner can, in all accounts'
  if (power === 'read_only_as_far_as_seen') return 'Nothing, as far as AQUILA can see without trying'
  return writes.length > 0 ? `What “${writes.join('” and “')}: Write” opens, or more` : 'Something'
}

function Named({ name, id, kind }: { name: string | null; id: string; kind: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {name && (
        <bdi className="min-w-0 text-left font-strong wrap-anywhere" dir="auto">
          {name}
        </bdi>
      )}
      <MonoId value={id} name={kind} />
    </span>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-faint">{name}</dt>
      <dd className="min-w-0 py-0.5 max-sm:mb-2">{children}</dd>
    </>
  )
}
