import type { Check } from '#lib/cloudflare/check.ts'
import { titleOf } from '#lib/cloudflare/explain.ts'
import { type FailureCode, failureCodes, failureOf } from '#lib/cloudflare/failure.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import { type AskedTwice, factChanges } from '#lib/integrations/compare-facts.ts'
import type { Change } from '#lib/integrations/history-view.ts'
import { inReadingOrder } from '#lib/integrations/past-checklist.ts'

/**
 * What is different between the answers of two verifications; the bad news first, then in the order of the checklist.
 * A question that one of them did not get to ask is no change of its answer, and is only counted: an outage of
 * Cloudflare must not read like 20 broken permissions. Figures that differ every time (durations, ray ids, days left,
 * how many records) count as the same. Both lists may be incomplete: a run that was given up has stored what it had.
 */
export function compareVerifications(before: readonly Check[], after: readonly Check[]): Change[] {
  const zones = compareZones(before, after)
  const pairs = pairsOf(before, after).filter(
    ({ now, was }) => !zones.outside.has((now ?? was)?.subject ?? ''),
  )
  const asked = pairs.flatMap(({ was, now }) => (wasAsked(was) && wasAsked(now) ? [{ was, now }] : []))
  const changes = [
    ...zones.changes,
    ...permissionsMoved(asked, 'failed', 'passed'),
    ...permissionsMoved(asked, 'passed', 'failed'),
    ...together([
      ...asked.flatMap(resultMove),
      ...pairs.flatMap(({ was, now }) => (!wasAsked(was) && wasAsked(now) ? firstAnswer(now) : [])),
      ...asked.flatMap(codeMove),
    ]),
    ...factChanges(asked),
    ...onlyNow(pairs),
    ...onlyThen(pairs),
  ]
  return changes.toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone))
}

const order: Change['tone'][] = ['worse', 'doubt', 'better', 'other']

interface Pair {
  was: Check | undefined
  now: Check | undefined
}

function wasAsked(check: Check | undefined): check is Check {
  return check !== undefined && check.result !== 'not_run'
}

function pairsOf(before: readonly Check[], after: readonly Check[]): Pair[] {
  const keyOf = ({ name, subject }: Check) => `${name}/${subject}`
  const pairs = new Map<string, Pair>()
  for (const check of before) pairs.set(keyOf(check), { was: check, now: undefined })
  for (const check of after) pairs.set(keyOf(check), { was: pairs.get(keyOf(check))?.was, now: check })
  const onlyBefore = before.filter((check) => pairs.get(keyOf(check))?.now === undefined)
  return inReadingOrder([...onlyBefore, ...after]).flatMap((check) => pairs.get(keyOf(check)) ?? [])
}

/** Zones that only one of the two was about. When one of them came to no zone at all, nothing can be said. */
function compareZones(before: readonly Check[], after: readonly Check[]) {
  const zonesOf = (checks: readonly Check[]) =>
    checks.filter(({ name, subject }) => name === 'zone' && subject)
  const [was, now] = [zonesOf(before), zonesOf(after)]
  if (was.length === 0 || now.length === 0) return { outside: new Set<string>(), changes: [] }
  const missingIn = (others: Check[]) => (zone: Check) =>
    others.every(({ subject }) => subject !== zone.subject)
  const gone = was.filter(missingIn(now))
  const come = now.filter(missingIn(was))
  const changes: Change[] = [
    ...gone.map((zone) => ({ tone: 'other' as const, text: `${titleOf(zone)} is not asked about any more` })),
    ...come.map((zone) => ({
      tone: toneOf[zone.result],
      text: `${titleOf(zone)} is new: ${answerOf(zone)}`,
    })),
  ]
  return { outside: new Set([...gone, ...come].map(({ subject }) => subject)), changes }
}

/** Permissions that were granted and are refused, or the other way round, in one sentence for all of them. */
function permissionsMoved(asked: AskedTwice[], from: Check['result'], to: 'passed' | 'failed'): Change[] {
  const moved = asked.filter(
    (pair) => isPermission(pair) && pair.was.result === from && pair.now.result === to,
  )
  const names = moved.map(({ now }) => permissionOf(now.subject)?.name ?? now.subject)
  if (names.length === 0) return []
  const tone = to === 'failed' ? 'worse' : 'better'
  const state = to === 'failed' ? 'missing' : 'there'
  if (names.length === 1) return [{ tone, text: `${names[0]}: Read is ${state} now` }]
  return [{ tone, text: `${names.length} permissions are ${state} now: ${names.join(', ')}` }]
}

const isPermission = ({ now }: AskedTwice) => now.name === 'permission'

/** One check with what happened to its answer. */
interface Move {
  tone: Change['tone']
  title: string
  text: string
}

function resultMove(pair: AskedTwice): Move[] {
  const { was, now } = pair
  const title = titleFor(pair)
  if (was.result === now.result) {
    if (now.result === 'passed' || was.failure === now.failure) return []
    const reasons = `${reasonOf(was)} → ${reasonOf(now)}`
    return [{ tone: 'other', title, text: `still ${words[now.result]}, for another reason: ${reasons}` }]
  }
  const isSettled = (check: Check) => check.result === 'passed' || check.result === 'failed'
  if (isPermission(pair) && isSettled(was) && isSettled(now)) return []
  return [{ tone: toneOf[now.result], title, text: `${words[was.result]} → ${answerOf(now)}` }]
}

/** What happened to several checks in the same way is said once; a new failure always by its name. */
function together(moves: Move[]): Change[] {
  const titles = new Map<string, string[]>()
  const keyOf = ({ tone, title, text }: Move) => (tone === 'worse' ? `${title}: ${text}` : text)
  for (const move of moves) titles.set(keyOf(move), [...(titles.get(keyOf(move)) ?? []), move.title])
  return moves.flatMap((move) => {
    const [first, ...others] = titles.get(keyOf(move)) ?? []
    if (first !== move.title) return []
    const more =
      others.length > 1 ? ` and ${others.length} more` : others.map((one) => ` and ${one}`).join('')
    return [{ tone: move.tone, text: `${first}${more}: ${move.text}` }]
  })
}

/** A name that only one of the two learned serves for both. */
function titleFor({ was, now }: AskedTwice): string {
  return titleOf({ ...now, facts: { ...was.facts, ...now.facts } })
}

/** What did not pass is named also when there is nothing to compare it with. */
function firstAnswer(now: Check): Move[] {
  if (now.result === 'passed') return []
  return [
    { tone: toneOf[now.result], title: titleOf(now), text: `${answerOf(now)}; not asked the time before` },
  ]
}

/** The reason stayed the same, and Cloudflare says it with other codes. */
function codeMove(pair: AskedTwice): Move[] {
  const [from, to] = [codesOf(pair.was), codesOf(pair.now)]
  if (pair.now.result === 'passed' || pair.was.failure !== pair.now.failure || from === to) return []
  return [{ tone: 'other', title: titleFor(pair), text: `Cloudflare’s codes changed ${from} → ${to}` }]
}

function codesOf({ evidence }: Check): string {
  const codes = (evidence?.errors ?? []).flatMap(({ code }) => (code === null ? [] : [code]))
  return [...new Set(codes)].join(', ') || 'none'
}

function onlyNow(pairs: Pair[]): Change[] {
  const passed = pairs.flatMap(({ was, now }) => (!wasAsked(was) && now?.result === 'passed' ? [now] : []))
  const [first, ...more] = passed
  if (!first) return []
  const text =
    more.length === 0
      ? `${titleOf(first)}: passed; not asked the time before`
      : `${passed.length} checks passed that were not asked the time before`
  return [{ tone: 'better', text }]
}

function onlyThen(pairs: Pair[]): Change[] {
  const left = pairs.flatMap(({ was, now }) => (wasAsked(was) && !wasAsked(now) ? [was] : []))
  const [first, ...more] = left
  if (!first) return []
  const text =
    more.length === 0
      ? `${titleOf(first)}: not asked this time`
      : `${left.length} checks were not asked this time`
  return [{ tone: 'other', text }]
}

const words: Record<Check['result'], string> = {
  passed: 'passed',
  failed: 'failed',
  could_not_tell: 'could not tell',
  not_run: 'not run',
}

const toneOf: Record<Check['result'], Change['tone']> = {
  passed: 'better',
  failed: 'worse',
  could_not_tell: 'doubt',
  not_run: 'other',
}

function answerOf(check: Check): string {
  return check.failure === null ? words[check.result] : `${words[check.result]} (${reasonOf(check)})`
}

/** In a few words; a code that this version does not know (written by another one) stands for itself. */
function reasonOf({ failure }: Check): string {
  const known = failureCodes.some((code) => code === failure)
  return known ? failureOf(failure as FailureCode).title : (failure ?? 'no reason')
}
