import type { Route } from 'next'
import { actionOptions } from '#app/admin/activity/action-words.ts'
import { GuardedForm } from '#app/admin/guarded-form.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { type ActivityFilter, fromStart, queryOf, systemName } from '#lib/activity/filter.ts'

/** A form that puts the filter into the address; it works without JavaScript. A customer is chosen by a link in the list. */
export function FilterForm({
  filter,
  customerName,
}: {
  filter: ActivityFilter
  customerName: string | null
}) {
  return (
    <search className="no-print block pt-6 pb-4">
      <GuardedForm action="/admin/activity" className="flex flex-wrap items-end gap-3">
        {filter.customer && <input type="hidden" name="customer" value={filter.customer} />}
        <label
          htmlFor="actor"
          className="grid min-w-0 grow gap-1 text-12 text-muted max-sm:w-full sm:max-w-80"
        >
          Who: an e-mail address, or {systemName}
          <TextInput
            id="actor"
            name="actor"
            defaultValue={filter.actor ?? ''}
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </label>
        <Select label="Action" name="action" options={actionOptions} defaultValue={filter.action ?? ''} />
        <Day label="From, day in UTC" name="from" value={filter.from} />
        <Day label="To, day in UTC" name="to" value={filter.to} />
        <Button type="submit">Filter</Button>
      </GuardedForm>
      {filter.customer && (
        <p className="pt-3 text-14">
          <span className="text-muted">Customer:</span>{' '}
          <bdi className="font-strong">{customerName ?? 'none has this id'}</bdi>{' '}
          <Anchor
            href={`/admin/activity${queryOf({ ...fromStart(filter), customer: null })}` as Route}
            className="link ml-2"
          >
            All customers
          </Anchor>
        </p>
      )}
    </search>
  )
}

function Day({ label, name, value }: { label: string; name: string; value: string | null }) {
  return (
    <label className="grid min-w-0 gap-1 text-12 text-muted max-sm:w-[calc(50%-0.375rem)]">
      {label}
      <input
        type="date"
        name={name}
        defaultValue={value ?? ''}
        className="h-10 min-w-0 rounded-control border border-control bg-surface px-2 text-14 text-ink sm:w-38"
      />
    </label>
  )
}
