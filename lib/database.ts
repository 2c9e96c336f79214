import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts'

/** A transaction bound to what its role and its settings may see. */
export type Tx = Prisma.TransactionClient

export interface Database {
  /** Everything in `fn` sees and writes rows of this customer only: row-level security, set for this transaction. */
  forCustomer<T>(customerId: string, fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Only what belongs to the person rather than to a customer: the own memberships. */
  forPerson<T>(personId: string, fn: (tx: Tx) => Promise<T>): Promise<T>
  /** No customer: of the protected tables, nothing. */
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** For libraries that speak SQL themselves (queue, rate limits, LISTEN). */
  pool: Pool
  close(): Promise<void>
}

/**
 * Connects as one of the portal's roles. The settings are local to each transaction, so nothing of one customer
 * stays on a pooled connection.
 */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
  })
  // A lost idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    omit: { credential: { sealed: true }, sample: { sealed: true } },
  })
  const transaction = <T>(fn: (tx: Tx) => Promise<T>) =>
    prisma.$transaction(fn, { maxWait: 5_000, timeout: 10_000 })
  return {
    pool,
    transaction,
    forCustomer: (customerId, fn) =>
      transaction(async (tx) => {
        await tx.$queryRaw`select set_config('app.customer_id', ${customerId}, true)`
        return fn(tx)
      }),
    forPerson: (personId, fn) =>
      transaction(async (tx) => {
        await tx.$queryRaw`select set_config('app.person_id', ${personId}, true)`
        return fn(tx)
      }),
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
