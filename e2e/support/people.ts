import { createHash, randomBytes } from 'node:crypto'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import type { Guard } from '#e2e/support/guard.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

export interface Customer {
  id: string
  name: string
}

/** Somebody with a browser. */
export interface Visitor {
  context: BrowserContext
  page: Page
}

export interface Person extends Visitor {
  id: string
  email: string
  /** The session's cookie as a header, for requests without a browser. */
  cookie: string
}

export interface Member extends Person {
  customer: Customer
}

/** Makes people and their browsers. Signing in is a row and a cookie here: the sign-in itself has its own stories. */
export interface People {
  customer(name?: string): Promise<Customer>
  member(options?: BrowserContextOptions & { of?: Customer }): Promise<Member>
  staff(options?: BrowserContextOptions): Promise<Person>
  visitor(options?: BrowserContextOptions): Promise<Visitor>
  /** An address that is invited and has never signed in. */
  invited(): Promise<string>
  /** Another browser of the same person. */
  again(person: Person, options?: BrowserContextOptions): Promise<Visitor>
  closeAll(): Promise<void>
}

export function createPeople(portal: TestPortal, browser: Browser, guard: Guard): People {
  const contexts: BrowserContext[] = []

  async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: portal.origin, reducedMotion: 'reduce', ...options })
    contexts.push(context)
    guard.watch(context)
    return { context, page: await context.newPage() }
  }

  async function customer(name = `Customer ${unique()}`): Promise<Customer> {
    const id = await insert(portal, 'insert into customer (id, name) values (uuidv7(), $1) returning id', [
      name,
    ])
    return { id, name }
  }

  async function signedIn(email: string, options: BrowserContextOptions): Promise<Person> {
    const id = await insert(portal, 'insert into person (id, email) values (uuidv7(), $1) returning id', [
      email,
    ])
    const token = randomBytes(32).toString('base64url')
    await portal.sql(
      `insert into session (id, token_hash, person_id, expires_at) values (uuidv7(), $1, $2, now() + interval '8 hours')`,
      [createHash('sha256').update(`aquila/session/v1\0${token}`).digest(), id],
    )
    const browserOf = await visitor(options)
    await browserOf.context.addCookies([{ name: 'aquila-session', value: token, url: portal.origin }])
    return { ...browserOf, id, email, cookie: `aquila-session=${token}` }
  }

  return {
    visitor,
    customer,
    async member({ of, ...options } = {}) {
      const person = await signedIn(`member-${unique()}@customer.example`, options)
      const owner = of ?? (await customer())
      await portal.sql('insert into membership (customer_id, person_id) values ($1, $2)', [
        owner.id,
        person.id,
      ])
      return { ...person, customer: owner }
    },
    async staff(options = {}) {
      const person = await signedIn(`staff-${unique()}@aquila.example`, options)
      await portal.sql(`insert into staff_role (person_id, role) values ($1, 'support')`, [person.id])
      return person
    },
    async invited() {
      const email = `invited-${unique()}@customer.example`
      const { id } = await customer()
      await insert(portal, 'insert into person (id, email) values (uuidv7(), $1) returning id', [email])
      await portal.sql(
        `insert into invitation (id, customer_id, email, expires_at) values (uuidv7(), $1, $2, now() + interval '1 day')`,
        [id, email],
      )
      return email
    },
    async again(person, options) {
      const other = await visitor(options)
      await other.context.addCookies(await person.context.cookies())
      return other
    },
    closeAll: async () => {
      for (const context of contexts) await context.close()
    },
  }
}

async function insert(portal: TestPortal, text: string, values: unknown[]): Promise<string> {
  const [row] = await portal.sql<{ id: string }>(text, values)
  if (!row) throw new Error('Nothing was inserted.')
  return row.id
}

function unique(): string {
  return randomBytes(6).toString('hex')
}
