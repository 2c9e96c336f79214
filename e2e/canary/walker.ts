import type { Needle } from '#e2e/canary/search.ts'
import type { Member, People, Person } from '#e2e/support/people.ts'
import { sample, type Typed, unknownKey, unknownToken } from '#e2e/support/samples.ts'
import { storedIn } from '#e2e/support/storage.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

/** What every walk gets: people with browsers, and credentials that are searched for afterwards. */
export interface Walker {
  portal: TestPortal
  /** A new member of a new customer. */
  member(options?: { javaScriptEnabled?: boolean }): Promise<Member>
  staff(): Promise<Person>
  /** A credential that the simulator knows. */
  known(name: string): Typed
  /** One that it refuses. */
  unknown(kind: Typed['kind']): Typed
  /** Notes what the browsers of this walk hold. */
  rest(): Promise<void>
  needles: Needle[]
  stored: string[]
}

export function createWalker(portal: TestPortal, people: People): Walker {
  const needles = new Map<string, Needle>()
  const stored: string[] = []
  let walking: Person[] = []
  const mark = <T extends Typed>(name: string, typed: T): T => {
    needles.set(typed.secret, { name, text: typed.secret })
    return typed
  }
  return {
    portal,
    stored,
    get needles() {
      return [...needles.values()]
    },
    async member(options = {}) {
      const member = await people.member(options)
      walking.push(member)
      return member
    },
    async staff() {
      const person = await people.staff()
      walking.push(person)
      return person
    },
    known: (name) => mark(`sample “${name}”`, sample(name)),
    unknown(kind) {
      const base = sample(kind === 'api_token' ? 'user token' : 'global key')
      const secret = kind === 'api_token' ? unknownToken() : unknownKey()
      // A leak can be partial: the middle alone must not appear either.
      const part = secret.slice(8, 28)
      needles.set(part, { name: `middle of an unknown ${kind}`, text: part })
      return mark(`unknown ${kind}`, { ...base, secret })
    },
    async rest() {
      for (const { page, context } of walking) {
        // A person who only sent requests by hand has opened no page.
        if (page.url() !== 'about:blank') stored.push(await storedIn(page, context))
        await context.close()
      }
      walking = []
    },
  }
}
