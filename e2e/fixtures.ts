import { test as base, expect } from '@playwright/test'
import { createGuard, type Guard } from '#e2e/support/guard.ts'
import { type Customer, createPeople, type Member, type People, type Person } from '#e2e/support/people.ts'
import { startTestPortal, type TestPortal } from '#e2e/support/test-portal.ts'

interface TestFixtures {
  guard: Guard
  people: People
  customer: Customer
  /** A signed-in member of `customer`. */
  member: Member
  /** A signed-in person of support. */
  staff: Person
}

interface WorkerFixtures {
  /** Whether the portal stands behind a recorder of all it answers. */
  recorded: boolean
  portal: TestPortal
}

/** `page` belongs to nobody: it is signed out. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  recorded: [false, { option: true, scope: 'worker' }],
  portal: [
    async ({ recorded }, use) => {
      const portal = await startTestPortal({ recorded })
      await use(portal)
      await portal.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  guard: [
    async ({ portal }, use) => {
      const guard = createGuard()
      const before = portal.lines.length
      await use(guard)
      portal.simulator.setDown(false)
      portal.simulator.setLatency(0)
      portal.simulator.reset()
      expect(guard.unexpected(portal.lines.slice(before)), 'problems that the story does not name').toEqual(
        [],
      )
    },
    { auto: true },
  ],
  people: async ({ portal, browser, guard }, use) => {
    const people = createPeople(portal, browser, guard)
    await use(people)
    await people.closeAll()
  },
  context: async ({ people }, use) => {
    const { context } = await people.visitor()
    await use(context)
  },
  customer: async ({ people }, use) => {
    await use(await people.customer())
  },
  member: async ({ people, customer }, use) => {
    await use(await people.member({ of: customer }))
  },
  staff: async ({ people }, use) => {
    await use(await people.staff())
  },
})

export { expect }
