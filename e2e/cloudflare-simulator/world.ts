import { createHash } from 'node:crypto'

/** The invented customers of the simulator: their accounts and zones. Ids are made from names, so they stay. */
export interface SimAccount {
  id: string
  name: string
}

export interface SimZone {
  id: string
  name: string
  account: SimAccount
  plan: 'free' | 'pro' | 'business' | 'enterprise'
}

export const northwind = account('Northwind Bikes')
const harbor = account('Harbor Lights Clinic')
export const quiet = account('Quiet Meadow Press')
export const loud = account(
  'مقهى <b>Loud</b> & Söhne "GmbH" with a name that goes on for much longer than a table cell',
)
export const gardens = account('Thousand Gardens')
export const accounts: readonly SimAccount[] = [northwind, harbor, quiet, loud, gardens]

export const northwindShop = zone('northwind-bikes.example', northwind, 'enterprise')
export const northwindBlog = zone('blog.northwind-bikes.example', northwind, 'free')
export const harborSite = zone('harbor-lights.example', harbor, 'business')
export const quietSite = zone('quiet-meadow.example', quiet, 'pro')
export const loudSite = zone('loud-and-sons.example', loud, 'free')
/** More than fit on one page of Cloudflare's lists. */
const gardenSites = Array.from({ length: 120 }, (_, index) =>
  zone(`garden-${String(index + 1).padStart(3, '0')}.example`, gardens, 'enterprise'),
)
export const zones: readonly SimZone[] = [
  northwindShop,
  northwindBlog,
  harborSite,
  quietSite,
  loudSite,
  ...gardenSites,
]

/** 32 lowercase hexadecimal characters, always the same for a name. */
export function idFor(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

function account(name: string): SimAccount {
  return { id: idFor(`account ${name}`), name }
}

function zone(name: string, owner: SimAccount, plan: SimZone['plan']): SimZone {
  return { id: idFor(`zone ${name}`), name, account: owner, plan }
}
