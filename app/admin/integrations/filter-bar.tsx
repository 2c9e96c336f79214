import { Button } from '#components/ui/button.tsx'
import { inputClass, TextInput } from '#components/ui/text-input.tsx'
import type { StaffFilter } from '#lib/integrations/staff-filter.ts'

const states = [
  ['verifying', 'Verifying'],
  ['connected', 'Connected'],
  ['needs_attention', 'Needs attention'],
  ['unconfirmed', 'Not confirmed yet'],
  ['disconnected', 'Disconnected'],
] as const

/** A form that puts the filter into the address: it works without JavaScript, and the address can be shared. */
export function FilterBar({ filter }: { filter: StaffFilter }) {
  return (
    <search>
      <form action="/admin/integrations" className="my-4 flex flex-wrap items-end gap-3">
        <label htmlFor="search" className="grid min-w-0 grow gap-1 text-12 text-muted sm:max-w-80">
          Customer, account, zone: name or id; bundle: id
          <TextInput
            id="search"
            name="search"
            type="search"
            defaultValue={filter.search ?? ''}
            maxLength={100}
          />
        </label>
        <label htmlFor="state" className="grid gap-1 text-12 text-muted">
          State
          <select id="state" name="state" defaultValue={filter.state ?? ''} className={inputClass}>
            <option value="">Any</option>
            {states.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">Filter</Button>
      </form>
    </search>
  )
}
