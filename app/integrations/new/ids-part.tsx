import type { ReactNode } from 'react'
import type { FieldName } from '#app/integrations/new/fields.ts'
import { LookupStatus } from '#app/integrations/new/lookup-status.tsx'
import { TextField } from '#app/integrations/new/text-field.tsx'
import type { Choice } from '#app/integrations/new/use-choice.ts'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { ChoiceList } from '#components/ui/choice-list.tsx'
import { searchRows, unlisted } from '#lib/integrations/choice.ts'
import { separateIds } from '#lib/integrations/separate-ids.ts'

/** Account and zones: lists where there are some, fields to type into where not. The fields stay, also when hidden. */
export function IdsPart({
  connect,
  choice,
  notes,
}: {
  connect: Connect
  choice: Choice
  notes: Record<FieldName, ReactNode>
}) {
  const { lists, isChoosing, accountId, zones, zoneIds } = choice
  const hasZones = isChoosing && zones.length > 0
  const comesLater = isChoosing && accountId === '' && (lists?.zones.length ?? 0) > 0
  const typing = { connect, notes, onType: choice.typed }
  return (
    <>
      <LookupStatus choice={choice} />
      <div className="grid min-h-68 content-start gap-6">
        {isChoosing && lists && (
          <ChoiceList
            id="accountId"
            legend="Account"
            kind="radio"
            noun="account"
            rows={[...lists.accounts, ...unlisted(accountId, lists.accounts).map(byHand)]}
            chosen={separateIds(accountId)}
            onChoose={choice.chooseAccount}
            find={searchRows}
            error={
              accountId === ''
                ? connect.errorOf('accountId') && 'Choose the account that AQUILA shall watch.'
                : connect.errorOf('accountId')
            }
          />
        )}
        <div hidden={isChoosing}>
          <TextField {...typing} name="accountId" label="Account ID" mono />
        </div>
        {hasZones && (
          <ChoiceList
            key={accountId}
            id="zoneIds"
            legend="Zones"
            kind="checkbox"
            noun="zone"
            rows={[...unlisted(zoneIds, zones).map(byHand), ...zones.map(withDetail)]}
            chosen={separateIds(zoneIds)}
            onChoose={choice.chooseZone}
            find={searchRows}
            error={
              zoneIds === ''
                ? connect.errorOf('zoneIds') && 'Choose at least one zone.'
                : connect.errorOf('zoneIds')
            }
          />
        )}
        {comesLater && <p className="text-14 text-muted">Its zones come once an account is chosen.</p>}
        <div hidden={hasZones || comesLater}>
          <TextField {...typing} name="zoneIds" label="Zone ID" hint="Several zones: one id per line." mono />
        </div>
      </div>
    </>
  )
}

function byHand(id: string) {
  return { id, name: 'Typed by hand', detail: 'not in this list' }
}

function withDetail({ id, name, plan, status }: Choice['zones'][number]) {
  return { id, name, detail: [plan && capitalized(plan), status].filter(Boolean).join(' · ') }
}

/** As Cloudflare's dashboard prints the plans. */
function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
