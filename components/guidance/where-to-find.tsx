import { ExternalLink } from '#components/ui/external-link.tsx'

const dashboard = 'https://dash.cloudflare.com/'

export function WhereAccountId() {
  return (
    <p>
      At <ExternalLink href={dashboard}>dash.cloudflare.com</ExternalLink> choose the account. On its overview
      page the right column has a part <b>API</b> with the <b>Account ID</b>. It identifies your entire
      Cloudflare account, not just a specific zone.
    </p>
  )
}

export function WhereZoneId() {
  return (
    <p>
      In the same account choose the domain. On its <b>Overview</b> page the right column has a part{' '}
      <b>API</b>; the <b>Zone ID</b> stands above the Account ID.
    </p>
  )
}

export function WhereGlobalKey() {
  return (
    <p>
      At <ExternalLink href={`${dashboard}profile/api-tokens`}>My Profile &gt; API Tokens</ExternalLink>, in
      the row <b>Global API Key</b>, choose <b>View</b> and enter your Cloudflare password.
    </p>
  )
}

export function WhereToken() {
  return (
    <p>
      Cloudflare shows a token once, right after you create it under{' '}
      <b>Manage Account &gt; Account API Tokens</b>. A token made under <b>My Profile</b> works as well. If it
      is lost, create another.
    </p>
  )
}

export function WhereEmail() {
  return (
    <p>The address with which you sign in to Cloudflare. Cloudflare accepts the key only together with it.</p>
  )
}
