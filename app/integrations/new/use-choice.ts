import { useRef } from 'react'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { useDiscovery } from '#app/integrations/new/use-discovery.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { type Ids, onlyOf, startingIds, withId, zonesOf } from '#lib/integrations/choice.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'
import { separateIds } from '#lib/integrations/separate-ids.ts'

export type Choice = ReturnType<typeof useChoice>

/**
 * Account and zones, chosen from what the credential sees or typed. Both write the same two fields of the form, so that
 * going from one to the other loses nothing.
 */
export function useChoice(connect: Connect, method: CredentialKind) {
  const { getValues, setIds, setTyping, watch } = connect
  /** Ids that came from a list, and the zones that were chosen in each account. */
  const chosen = useRef(new Set<string>())
  const zonesIn = useRef(new Map<string, string>())
  const discovery = useDiscovery(connect, method, onFound)
  const { lookup } = discovery
  const accountId = watch('accountId') ?? ''
  const zoneIds = watch('zoneIds') ?? ''
  const isTyping = watch('typing') === 'yes'
  const found = lookup.status === 'found' ? lookup.discovery : null
  const lists = found && found.accounts.length > 0 ? found : null

  function onFound(news: Discovery) {
    if (news.accounts.length === 0) return
    const before = idsOf(getValues())
    const isAtIt = ['accountId', 'zoneIds'].includes(document.activeElement?.id ?? '')
    const hasTyped = getValues('typing') === 'yes' && (before.accountId !== '' || before.zoneIds !== '')
    // Whoever types goes on typing; the lists are offered beside it.
    if (isAtIt || hasTyped) return setTyping(true)
    // What was not typed came from a list, be it before a reload: of another credential's nothing stays.
    for (const id of [before.accountId, ...separateIds(before.zoneIds)]) chosen.current.add(id)
    setTyping(false)
    choose(startingIds(news, before, chosen.current))
  }

  function choose(ids: Ids) {
    for (const id of [ids.accountId, ...ids.zoneIds.split('\n')]) chosen.current.add(id)
    setIds(ids)
  }

  return {
    ...discovery,
    lists,
    isRefused: found?.problem?.kind === 'wrong',
    isChoosing: lists !== null && !isTyping,
    accountId,
    zoneIds,
    zones: lists ? zonesOf(lists, accountId) : [],
    chooseAccount(id: string) {
      zonesIn.current.set(accountId, zoneIds)
      const own = lists ? zonesOf(lists, id) : []
      choose({ accountId: id, zoneIds: zonesIn.current.get(id) ?? onlyOf(own) })
    },
    chooseZone: (id: string, isIn: boolean) => choose({ accountId, zoneIds: withId(zoneIds, id, isIn) }),
    /** Something was typed into the field of an id. */
    typed() {
      if (!lists || isTyping) setTyping(true)
    },
    typeInstead: () => setTyping(true),
    chooseInstead() {
      setTyping(false)
      if (lists) choose(startingIds(lists, { accountId, zoneIds }, chosen.current))
    },
  }
}

function idsOf({ accountId, zoneIds }: Partial<Ids>): Ids {
  return { accountId: accountId ?? '', zoneIds: zoneIds ?? '' }
}
