/** The PostgreSQL that all database tests share: a real one of their own, gone when they end. */
export interface Cluster {
  dataDir: string
  urls: { owner: string; superuser: string; web: string; staff: string; worker: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster
  }
}

/** The portal's database as it is after the migrations, to make further ones from. */
export const templateName = 'aquila_template'
