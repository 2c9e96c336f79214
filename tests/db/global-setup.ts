import { fork } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import type { Cluster } from '#tests/db/provided.ts'

/** Starts the PostgreSQL of the tests in a process of its own, which cleans up whatever becomes of this one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = fork('tests/db/cluster-process.ts', { execArgv: ['--conditions=react-server'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const cluster = await Promise.race([
    new Promise<Cluster>((resolve) => child.once('message', (message) => resolve(message as Cluster))),
    gone.then(() => Promise.reject(new Error('The PostgreSQL of the tests did not start.'))),
  ])
  project.provide('cluster', cluster)
  return async () => {
    child.disconnect()
    await gone
  }
}
