import { type Permission, permissions } from '#lib/cloudflare/permissions.ts'

/** The 13 permissions, grouped as Cloudflare's form groups them, each with its reason. */
export function PermissionTable() {
  return (
    <div className="grid gap-6">
      <Group title="Account" rows={permissions.filter(({ scope }) => scope === 'account')} />
      <Group title="Zone" rows={permissions.filter(({ scope }) => scope === 'zone')} />
    </div>
  )
}

function Group({ title, rows }: { title: string; rows: Permission[] }) {
  return (
    <table className="w-full border-collapse text-left text-14 sm:table-fixed">
      <caption className="pb-1 text-left text-12 font-strong text-muted">
        {title}: {rows.length} permissions
      </caption>
      <tbody className="border-t border-line">
        {rows.map(({ name, why }) => (
          <tr key={name} className="border-b border-line align-baseline max-sm:block max-sm:py-2">
            <th
              scope="row"
              className="py-1.5 pr-4 font-strong whitespace-nowrap max-sm:inline max-sm:p-0 sm:w-40"
            >
              {name}
            </th>
            <td className="py-1.5 pr-4 text-muted max-sm:inline sm:w-14 max-sm:py-0 max-sm:pl-2">Read</td>
            <td className="py-1.5 text-muted max-sm:block max-sm:p-0">{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
