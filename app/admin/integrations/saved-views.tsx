'use client'

import type { Route } from 'next'
import { useActionState } from 'react'
import { forgetViewAction, saveViewAction } from '#app/admin/integrations/actions.ts'
import { Anchor } from '#components/ui/anchor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { idle } from '#lib/action-result.ts'
import type { SavedView } from '#lib/listing/view.ts'

/** The own views as links, and a form that gives the present filter, order and columns a name. */
export function SavedViews({ views, query }: { views: readonly SavedView[]; query: string }) {
  return (
    <div className="no-print flex flex-wrap items-start gap-x-4 gap-y-1 pt-2 text-14">
      {views.map((view) => (
        <span key={view.id} className="inline-flex min-h-6 items-center gap-1">
          <Anchor
            href={`/admin/integrations${view.query}` as Route}
            aria-current={view.query === query ? 'page' : undefined}
            className="link aria-[current=page]:font-strong aria-[current=page]:no-underline"
          >
            <bdi>{view.name}</bdi>
          </Anchor>
          <Forget view={view} />
        </span>
      ))}
      <Disclosure summary="Save this view">
        <Save query={query} />
      </Disclosure>
    </div>
  )
}

function Save({ query }: { query: string }) {
  const [result, submit, pending] = useActionState(saveViewAction, idle)
  const error = result.status === 'invalid' ? result.fields['name'] : undefined
  return (
    <form action={submit} className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="query" value={query} />
      <label className="grid gap-1 text-12 text-muted">
        Name of the view
        <input
          name="name"
          required
          maxLength={60}
          defaultValue={result.status === 'invalid' ? result.values['name'] : ''}
          aria-invalid={error ? true : undefined}
          aria-describedby="view-said"
          className="h-9 rounded-control border border-control bg-surface px-2 text-14 text-ink aria-invalid:border-failed"
        />
      </label>
      <Button type={pending ? 'button' : 'submit'} aria-disabled={pending}>
        {pending ? 'Saving' : 'Save view'}
      </Button>
      <p id="view-said" role="status" className={error ? 'w-full text-failed' : 'w-full text-muted'}>
        {error ??
          ('message' in result ? result.message : 'Filter, order and columns are kept; only you see it.')}
      </p>
    </form>
  )
}

function Forget({ view }: { view: SavedView }) {
  const [, submit] = useActionState(forgetViewAction, idle)
  return (
    <form action={submit} className="inline-flex">
      <input type="hidden" name="id" value={view.id} />
      <button
        type="submit"
        aria-label={`Remove the view ${view.name}`}
        title="Remove this view"
        className="size-6 rounded-control text-faint hover:bg-sunken hover:text-ink"
      >
        ×
      </button>
    </form>
  )
}
