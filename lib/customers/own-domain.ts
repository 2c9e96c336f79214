/** Where anybody gets an address: that two people share one of these says nothing about them. */
const openToAll = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com'],
  ...[
    'icloud.com',
    'me.com',
    'aol.com',
    'proton.me',
    'protonmail.com',
    'pm.me',
    'gmx.com',
    'gmx.de',
    'gmx.net',
  ],
  ...['web.de', 'mail.com', 'mail.ru', 'yandex.com', 'yandex.ru', 'zoho.com', 'fastmail.com', 'tutanota.com'],
  ...['qq.com', '163.com', '126.com', 't-online.de', 'orange.fr', 'free.fr', 'libero.it', 'comcast.net'],
])

/**
 * Whether a member may invite an address: only at the domain of the own one. Whoever accepts an invitation works for
 * the customer that invited, so a stranger's invitation must not be there first. Others are let in by an operator.
 */
export function isOwnDomain(ownEmail: string, email: string): boolean {
  const domain = domainOf(ownEmail)
  return domain === domainOf(email) && !openToAll.has(domain)
}

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()
