'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type SubmitEvent, useEffect, useRef, useState, useTransition } from 'react'
import { secretInSearch } from '#app/admin/guarded-form.tsx'
import {
  caseOptions,
  checkOptions,
  columnOptions,
  expiryOptions,
  methodOptions,
  pausedOptions,
  permissionOptions,
  sinceOptions,
  sortOptions,
  stateOptions,
} from '#app/admin/integrations/filter-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'
import {
  defaultColumns,
  filterFrom,
  type ListFilter,
  type OptionalColumn,
  queryOf,
  searchWords,
} from '#lib/listing/filter.ts'

const pauseMs = 300

/**
 * A form that puts the filter into the address: it works without JavaScript, and the address can be shared. With it,
 * a choice is applied at once and a search a moment after the last key; a newer one takes the place of an older.
 */
export function FilterBar({
  filter,
  shownColumns,
  staff,
}: {
  filter: ListFilter
  shownColumns: readonly OptionalColumn[]
  staff: readonly { id: string; email: string }[]
}) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [pending, start] = useTransition()
  const [refusal, setRefusal] = useState('')
  const here = queryOf({ ...filter, after: null, before: null })
  const sent = useRef(here)
  const [version, setVersion] = useState(0)

  useEffect(() => () => clearTimeout(timer.current), [])
  // A link (a saved view, "Show all") has led elsewhere: the fields follow it. What is being typed is left alone.
  useEffect(() => {
    if (sent.current === here) return
    sent.current = here
    setVersion((before) => before + 1)
  }, [here])

  function apply() {
    clearTimeout(timer.current)
    if (!form.current) return
    const next = read(form.current, filter.customer)
    const problem = problemOf(new FormData(form.current).get('search'))
    setRefusal(problem)
    const query = queryOf(next)
    if (problem || query === sent.current) return
    sent.current = query
    start(() => router.replace(`/admin/integrations${query}` as Route, { scroll: false }))
  }

  function applySoon() {
    clearTimeout(timer.current)
    timer.current = setTimeout(apply, pauseMs)
  }

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    apply()
  }

  const more = [
    filter.check,
    filter.permission,
    filter.assignee,
    filter.case,
    filter.paused,
    filter.since,
  ].filter((value) => value !== null).length
  const control = (name: keyof ListFilter) => ({
    name,
    defaultValue: filter[name]?.toString() ?? '',
    onChange: apply,
  })
  return (
    <search>
      <form
        key={version}
        ref={form}
        action="/admin/integrations"
        onSubmit={onSubmit}
        aria-busy={pending}
        className="mt-4 mb-2"
      >
        {filter.customer && <input type="hidden" name="customer" value={filter.customer} />}
        <div className="flex flex-wrap items-end gap-3">
          <label htmlFor="search" className="grid min-w-0 grow gap-1 text-12 text-muted sm:max-w-96">
            Customer, account, zone, member’s address, or an id
            <TextInput
              id="search"
              name="search"
              type="search"
              defaultValue={filter.search ?? ''}
              maxLength={100}
              onInput={applySoon}
              aria-describedby="search-hint"
              aria-keyshortcuts="/"
            />
          </label>
          <Select label="State" options={stateOptions} {...control('state')} />
          <Select label="Method" options={methodOptions} {...control('method')} />
          <Select label="Expires" options={expiryOptions} {...control('expiry')} />
          <Select label="Order" options={sortOptions} {...control('sort')} />
          <Button type="submit">Filter</Button>
        </div>
        <p id="search-hint" role="status" className="min-h-5 pt-1 text-12 text-muted">
          {refusal || (pending ? 'Searching…' : '')}
        </p>
        <Disclosure
          summary={more > 0 ? `More filters and columns (${more} set)` : 'More filters and columns'}
        >
          <div className="flex flex-wrap items-end gap-3">
            <Select label="Failing check" options={checkOptions} {...control('check')} />
            <Select label="Missing permission" options={permissionOptions} {...control('permission')} />
            <Select label="In this state for" options={sinceOptions} {...control('since')} />
            <Select label="Case" options={caseOptions} {...control('case')} />
            <Select label="Daily verification" options={pausedOptions} {...control('paused')} />
            <Select
              label="Assignee"
              options={[
                ['', 'Any'],
                ['nobody', 'Nobody'],
                ...staff.map(({ id, email }) => [id, email] as const),
              ]}
              {...control('assignee')}
            />
          </div>
          <fieldset className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
            <legend className="float-left pr-4 text-12 leading-6 text-muted">Columns</legend>
            {columnOptions.map(([column, word]) => (
              <label key={column} className="inline-flex min-h-6 items-center gap-1.5 text-14">
                <input
                  type="checkbox"
                  name="column"
                  value={column}
                  defaultChecked={shownColumns.includes(column)}
                  onChange={apply}
                />
                {word}
              </label>
            ))}
          </fieldset>
        </Disclosure>
      </form>
    </search>
  )
}

/** Why a search is not sent; "" when it is. */
function problemOf(search: FormDataEntryValue | null): string {
  const text = typeof search === 'string' ? search.trim() : ''
  if (looksSecret(text)) return secretInSearch
  return text !== '' && searchWords(text) === null ? 'Type at least three letters of one word.' : ''
}

/** The filter that the form's fields say, from its first page on. */
function read(form: HTMLFormElement, customer: string | null): ListFilter {
  const params: Record<string, string[]> = {}
  for (const [name, value] of new FormData(form)) params[name] = [...(params[name] ?? []), String(value)]
  const filter = filterFrom(params)
  const isDefault = filter.columns?.join() === defaultColumns.join()
  return { ...filter, customer, columns: isDefault ? null : filter.columns }
}
