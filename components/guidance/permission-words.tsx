import { PermissionTable } from '#components/guidance/permission-table.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { type Permission, permissions } from '#lib/cloudflare/permissions.ts'
import { permissionLines } from '#lib/integrations/colleague-text.ts'

/** The 13 in words, to compare with Cloudflare's form or to copy; the reasons are folded. */
export function PermissionWords() {
  return (
    <div className="grid w-full gap-3">
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[4.5rem_minmax(0,1fr)]">
        <Words scope="account" title="Account" />
        <Words scope="zone" title="Zone" />
      </dl>
      <div>
        <CopyButton text={permissionLines} label="Copy the list" look="secondary" />
      </div>
      <Disclosure summary="Why AQUILA needs each">
        <PermissionTable />
      </Disclosure>
    </div>
  )
}

function Words({ scope, title }: { scope: Permission['scope']; title: string }) {
  const names = permissions.filter((permission) => permission.scope === scope).map(({ name }) => name)
  return (
    <>
      <dt className="text-faint">{title}</dt>
      <dd>{names.join(' · ')}</dd>
    </>
  )
}
