import { HomeButton } from '#app/home-button.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { CheckPreview } from '#components/guidance/check-preview.tsx'
import { CredentialPath } from '#components/guidance/credential-path.tsx'
import { MethodComparison } from '#components/guidance/method-comparison.tsx'
import { PermissionTable } from '#components/guidance/permission-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { currentPerson } from '#lib/auth/session.ts'
import { webEnv } from '#lib/env.ts'

export default async function LandingPage() {
  const person = await currentPerson()
  // Staff without a customer have nothing to connect.
  const connects = person === null || person.member !== null
  const supportEmail = webEnv().SUPPORT_EMAIL
  return (
    <PortalShell current={null}>
      <Opening connects={connects} />
      <Section id="reads" title="What AQUILA reads">
        <div className="grid max-w-read gap-4 text-16">
          <p>
            The audit log of your account: logins and logouts, DNS changes, and changes to Firewall, Caching,
            Page Rules, Speed, Network and Traffic. And the logs of your zones: client connections, request
            paths and origin responses. That is what AQUILA watches for unusual behavior.
          </p>
          <p>It reads. With an API token as described here it cannot change anything.</p>
          <Disclosure summary="All 13 permissions, and why AQUILA needs each">
            <PermissionTable />
          </Disclosure>
        </div>
      </Section>
      <Section
        id="credential"
        title="What happens to the credential"
        aside="Six places, and who can open it in each."
      >
        <CredentialPath />
      </Section>
      <Section
        id="checks"
        title="What you see"
        aside="Seven answers from Cloudflare and 13 permissions, within seconds. Each one that fails says what to do."
      >
        <CheckPreview />
      </Section>
      <Section id="methods" title="Two ways to authenticate" aside="Both work. One of them is safer for you.">
        <MethodComparison />
      </Section>
      <Section id="help" title="If you get stuck">
        <p className="max-w-read text-16">
          Each check that does not pass says what to do. All of them, with Cloudflare’s own error texts, stand
          under{' '}
          <a href="/troubleshooting" className="link">
            Troubleshooting
          </a>
          . Or write to{' '}
          <a href={`mailto:${supportEmail}`} className="link">
            {supportEmail}
          </a>
          . Leave the token or key out of the mail: support never needs it and never asks for it.
        </p>
      </Section>
    </PortalShell>
  )
}

function Opening({ connects }: { connects: boolean }) {
  return (
    <div className="grid gap-x-16 gap-y-10 pt-14 pb-16 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid content-start gap-6">
        <h1 className="max-w-read text-28 tracking-[-0.01em]">Connect your Cloudflare account to AQUILA</h1>
        <p className="max-w-read text-20 text-balance text-muted">
          AQUILA needs a credential that can read your logs. It is sealed the moment it arrives, no person can
          look at it, and you can take it back at any time.
        </p>
        <div className="flex flex-wrap gap-3">
          {connects && (
            <LinkButton href="/integrations/new" look="primary">
              Connect Cloudflare
            </LinkButton>
          )}
          <HomeButton />
        </div>
      </div>
      <div className="grid content-start gap-2 text-14 lg:pt-2">
        <h2 className="text-14">Have ready</h2>
        <ol className="border-t border-line">
          <Need name="API token">13 permissions, all Read. You create it on the way.</Need>
          <Need name="Account and zones">AQUILA lists what the token sees, and you choose.</Need>
          <Need name="Account ID and Zone ID">only if the token may not list them.</Need>
        </ol>
      </div>
    </div>
  )
}

function Need({ name, children }: { name: string; children: string }) {
  return (
    <li className="border-b border-line py-2">
      <b className="font-strong">{name}</b> <span className="text-muted">{children}</span>
    </li>
  )
}
